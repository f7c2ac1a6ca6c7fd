// Agents as cards. A floor may have thousands: only the rows in view are drawn.
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LiveAgent } from '@/api/types';
import { Clock } from '@/components/Clock';
import { StateTag } from '@/components/StateTag';
import { AgentMenu } from './acts/AgentMenu';
import styles from './agents.module.css';
import { MonitorButton } from './MonitorButton';
import { MovedTag } from './MovedTag';
import { NextTag } from './NextTag';
import { rowsInView } from './rows';

const CARD = { width: 190, height: 72 };

/** Sizes are set on the element itself: they change with each scroll and belong to no class. */
function Placed({ set, ...rest }: { set: CSSProperties } & React.ComponentProps<'div'>) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current) Object.assign(element.current.style, set);
  }, [set]);
  return <div ref={element} {...rest} />;
}

function AgentCard({ agent, reason }: { agent: LiveAgent; reason: string }) {
  return (
    <li className={styles.card} data-reachable={agent.reachable}>
      <span className={styles.head}>
        <span className={styles.name} title={agent.name}>
          {agent.name}
        </span>
        <MovedTag agent={agent} />
        <AgentMenu agent={agent} />
      </span>
      <span className={styles.state}>
        <StateTag state={agent.state} reason={reason} />
        <NextTag agent={agent} />
        <Clock since_ms={agent.since_ms} />
        <MonitorButton agent={agent} />
      </span>
    </li>
  );
}

interface Props {
  agents: LiveAgent[];
  label: string;
  reason: (id: string) => string;
}

export function AgentGrid({ agents, label, reason }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 600, height: 480 });
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const view = rowsInView(agents.length, size.width, size.height, top, CARD);
  const rows = Array.from({ length: Math.max(0, view.end - view.first) }, (_, i) => view.first + i);
  return (
    <section
      ref={frame}
      className={styles.window}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <Placed className={styles.space} set={{ height: `${view.rows * CARD.height}px` }}>
        {rows.map((row) => (
          <Placed
            key={row}
            role="list"
            className={styles.row}
            set={{
              top: `${row * CARD.height}px`,
              gridTemplateColumns: `repeat(${view.columns}, minmax(0, 1fr))`,
            }}
          >
            {agents.slice(row * view.columns, (row + 1) * view.columns).map((agent) => (
              <AgentCard key={agent.id} agent={agent} reason={reason(agent.reason)} />
            ))}
          </Placed>
        ))}
      </Placed>
    </section>
  );
}
