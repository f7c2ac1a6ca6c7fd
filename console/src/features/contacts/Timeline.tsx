// The contact's story, drawn from the facts of the journal in plain words.

import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Empty } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '@/frame/format';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import { wordingOf } from './facts';
import { isWorthTelling } from './qualityFacts';
import { factAt } from './step';
import styles from './timeline.module.css';
import { useNames } from './useNames';
import type { TimelineFact, Wording } from './wording';

interface Props {
  facts: readonly TimelineFact[];
  /** The moment of the call that is being heard. */
  played_ms: number | null;
  /** When the recording ends; later facts cannot be heard. */
  end_ms: number | null;
  /** A film is being looked at above: the page must not scroll away from it. */
  hasFilm: boolean;
  onSeek?: (at_ms: number) => void;
}

function sentence(wording: Wording, t: TFunction<'contacts'>): string {
  const words = Object.entries(wording.words).map(([name, key]) => [
    name,
    t(key, { defaultValue: key.split('.').at(-1) }),
  ]);
  const times = Object.entries(wording.durations).map(([name, ms]) => [name, duration(ms)]);
  return String(t(wording.key, { ...wording.values, ...Object.fromEntries([...words, ...times]) }));
}

export function Timeline({ facts, played_ms, end_ms, hasFilm, onSeek }: Props) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const known = useNames();
  const code = useCodeName();
  const names = { ...known, code };
  const current = useRef<HTMLLIElement>(null);
  const now = factAt(facts.filter(isWorthTelling), played_ms);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the fact that is being heard
  useEffect(() => {
    if (!hasFilm) current.current?.scrollIntoView({ block: 'nearest' });
  }, [now, hasFilm]);
  const first_ms = facts[0] ? Date.parse(facts[0].at) : 0;
  if (facts.length === 0) return <Empty description={t('no_facts')} />;
  return (
    <ol className={styles.timeline}>
      {facts.filter(isWorthTelling).map((fact) => {
        const wording = wordingOf(fact, names);
        const at_ms = Date.parse(fact.at);
        const heard = fact.position === now;
        return (
          <li
            key={fact.position}
            ref={heard ? current : undefined}
            className={styles.fact}
            data-side={wording.side}
            data-tone={wording.tone}
            aria-current={heard ? 'step' : undefined}
          >
            <time dateTime={fact.at} className={styles.time}>
              {format.time(fact.at)}
            </time>
            <span className={styles.after}>+{duration(at_ms - first_ms)}</span>
            <span className={styles.text}>{sentence(wording, t)}</span>
            {onSeek && end_ms !== null && at_ms <= end_ms ? (
              <Button
                type="text"
                size="small"
                icon={<PlayCircleOutlined />}
                aria-label={t('listen_from_here')}
                title={t('listen_from_here')}
                onClick={() => onSeek(at_ms)}
              />
            ) : (
              <span />
            )}
          </li>
        );
      })}
    </ol>
  );
}
