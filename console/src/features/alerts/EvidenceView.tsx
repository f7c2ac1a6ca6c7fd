// One piece of evidence: a figure beside the time before, parts as bars, or what does not exist yet.
import { useTranslation } from 'react-i18next';
import { useDefinitions } from '@/api/definitions';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { useFormat } from '@/frame/useFormat';
import styles from './alerts.module.css';
import type { Evidence } from './requests';
import { useAlertText } from './useAlertText';

/** Bars that are counts of a whole that stands in `sample`, not of each bar's own. */
const OF_WHOLE = new Set(['redials', 'unanswered', 'targets', 'kinds']);

export function EvidenceView({ of }: { of: Evidence }) {
  const { t } = useTranslation('alerts');
  const text = useAlertText();
  const definitions = useDefinitions();
  if (of.missing)
    return (
      <span className={styles.quiet}>
        {of.what && of.kind === 'figure' ? `${definitions.name(of.what)}: ` : ''}
        {t(`missing.${of.missing}`)}
      </span>
    );
  if (of.kind === 'figure') {
    const told = t('figure_told', {
      figure: definitions.name(of.what),
      value: text.value(of.value, of.unit),
      before: text.value(of.before, of.unit),
    });
    const { low = null, high = null, unit } = of;
    return (
      <span>
        {told}
        {(low !== null || high !== null) && (
          <span className={styles.quiet}> ({text.wanted({ low, high, unit })})</span>
        )}
      </span>
    );
  }
  return (
    <div>
      <div className={styles.quiet}>{t(`evidence.${of.kind}${of.what ? `_${of.what}` : ''}`)}</div>
      {of.bars.length === 0 ? <span>{t('nothing_found')}</span> : <Bars of={of} />}
    </div>
  );
}

function Bars({ of }: { of: Evidence }) {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const text = useAlertText();
  const name = useBarName(of);
  const most = Math.max(...of.bars.map(({ value }) => value), 1);
  const isCount = of.unit === 'count';
  const told = (bar: Evidence['bars'][number]): string => {
    if (isCount && (OF_WHOLE.has(of.kind) || of.kind === 'hours'))
      return t('of_all', { value: format.number(bar.value), all: format.number(bar.sample) });
    if (isCount) return format.number(bar.value);
    const value = text.value(bar.value, of.unit);
    if (bar.before !== null)
      return t('and_before', { value, before: text.value(bar.before, of.unit) });
    return t('of_sample', { value, sample: format.number(bar.sample) });
  };
  return (
    <div className={styles.bars}>
      {of.bars.map((bar) => (
        <BarRow key={bar.key} name={name(bar.key)} share={bar.value / most} told={told(bar)} />
      ))}
    </div>
  );
}

function BarRow({ name, share, told }: { name: string; share: number; told: string }) {
  return (
    <>
      <span>{name}</span>
      <meter className={styles.bar} min={0} max={1} value={share} aria-label={name} />
      <span>{told}</span>
    </>
  );
}

function useBarName(of: Evidence): (key: string) => string {
  const { t } = useTranslation('alerts');
  const { lists, language } = useAlertText();
  const typeName = (key: string) =>
    nameIn(lists?.wrap_up_codes[key] as Names | undefined, language) ||
    (lists?.queues[key] ?? (key || t('no_type')));
  const names: Record<string, (key: string) => string> = {
    hours: (key) => `${key.padStart(2, '0')}:00`,
    waits: (key) => (key === 'more' ? t('longer') : t('up_to', { seconds: key })),
    agents: (key) => lists?.agents[key] ?? key,
    types: typeName,
    targets: (key) => lists?.queues[key] ?? lists?.agents[key] ?? key,
  };
  return names[of.kind] ?? ((key) => t(`bar.${key}`));
}
