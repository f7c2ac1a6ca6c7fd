// The canvas: nodes are dragged, joined from a way to a node, chosen, and taken away.
import '@xyflow/react/dist/style.css';
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDark } from '@/frame/useDark';
import { WIDTH } from './arrange';
import { type CardNode, FlowNodeCard } from './FlowNodeCard';
import styles from './flows.module.css';
import { connect, type FlowBody, remove, waysOf } from './model';
import type { Problem } from './requests';

const TYPES = { card: FlowNodeCard };
const ARROW = { type: MarkerType.ArrowClosed, width: 16, height: 16 };
const MINI_FROM = 15;

interface Props {
  flow: FlowBody;
  selected: string;
  problems: Problem[];
  mayChange: boolean;
  /** Grows when the view has to be fitted anew. */
  fits: number;
  edit: (flow: FlowBody, of?: string) => void;
  select: (name: string) => void;
}

function marksOf(problems: Problem[]): Map<string, 'error' | 'warning'> {
  const marks = new Map<string, 'error' | 'warning'>();
  for (const { node, is_warning } of problems) {
    if (marks.get(node) !== 'error') marks.set(node, is_warning ? 'warning' : 'error');
  }
  return marks;
}

export function FlowCanvas({ flow, selected, problems, mayChange, fits, edit, select }: Props) {
  const { t } = useTranslation('flows');
  const dark = useDark();
  const { fitView } = useReactFlow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: fitted when asked, not when moved
  useEffect(() => {
    const soon = requestAnimationFrame(() => void fitView({ padding: 0.15, maxZoom: 1 }));
    return () => cancelAnimationFrame(soon);
  }, [fits]);
  const nodes = useMemo(() => {
    const marks = marksOf(problems);
    return Object.entries(flow.nodes).map(([name, node]): CardNode => {
      const [x, y] = flow.layout[name] ?? [0, 0];
      const data = { node, isStart: flow.start === name, mark: marks.get(name) ?? ('' as const) };
      return {
        id: name,
        type: 'card',
        position: { x, y },
        width: WIDTH,
        selected: name === selected,
        ariaLabel: `${t(`kind.${node.kind}`, { defaultValue: node.kind })} ${name}`,
        data,
      };
    });
  }, [flow, selected, problems, t]);
  const edges = useMemo(
    () =>
      Object.entries(flow.nodes).flatMap(([name, node]) =>
        waysOf(node)
          .filter(({ target }) => target in flow.nodes)
          .map(
            ({ way, target }): Edge => ({
              id: `${name}/${way}`,
              source: name,
              sourceHandle: way,
              target,
              markerEnd: ARROW,
              className: name === selected || target === selected ? (styles.near ?? '') : '',
            }),
          ),
      ),
    [flow, selected],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const moved = changes.filter((one) => one.type === 'position' && one.position);
      if (moved.length > 0) {
        const layout = { ...flow.layout };
        for (const one of moved) {
          if (one.type !== 'position' || !one.position) continue;
          layout[one.id] = [Math.round(one.position.x), Math.round(one.position.y)];
        }
        edit({ ...flow, layout }, 'layout');
      }
      const picked = changes.findLast((one) => one.type === 'select' && one.selected);
      if (picked?.type === 'select') select(picked.id);
    },
    [flow, edit, select],
  );
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) =>
      sourceHandle && edit(connect(flow, source, sourceHandle, target)),
    [flow, edit],
  );
  const cut = (gone: Edge[]) => {
    const left = gone.filter(({ source }) => source in flow.nodes);
    edit(left.reduce((f, one) => connect(f, one.source, one.sourceHandle ?? '', ''), flow));
  };
  return (
    <ReactFlow
      className={styles.canvas ?? ''}
      colorMode={dark ? 'dark' : 'light'}
      nodes={nodes}
      edges={edges}
      nodeTypes={TYPES}
      onNodesChange={onNodesChange}
      onConnect={onConnect}
      onPaneClick={() => select('')}
      onDelete={({ nodes: gone, edges: cutOff }) => {
        if (gone.length === 0) return cut(cutOff);
        edit(
          remove(
            flow,
            gone.map(({ id }) => id),
          ),
        );
        select('');
      }}
      nodesDraggable={mayChange}
      nodesConnectable={mayChange}
      deleteKeyCode={mayChange ? ['Delete', 'Backspace'] : null}
      multiSelectionKeyCode={null}
      minZoom={0.05}
      maxZoom={2}
      onlyRenderVisibleElements={nodes.length > 60}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': t('zoom_in'),
        'controls.zoomOut.ariaLabel': t('zoom_out'),
        'controls.fitView.ariaLabel': t('fit'),
        'controls.ariaLabel': t('view'),
      }}
    >
      <Background />
      <Controls showInteractive={false} />
      {nodes.length >= MINI_FROM && <MiniMap pannable zoomable />}
    </ReactFlow>
  );
}
