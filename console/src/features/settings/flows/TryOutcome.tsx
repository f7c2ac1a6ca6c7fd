// What came of a call that was tried out in writing, and how it would count.
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Line } from './requests';

/** Served by the flow: it ends so, or the task was done on the way and no queue came afterwards. */
export function isServed(lines: Line[]): boolean {
  const left = lines.findLast(({ kind }) => kind === 'left');
  const isDone = lines.some(({ kind, detail }) => kind === 'entered' && detail.task_completed);
  return left?.text === 'self_service' || (isDone && left?.detail.way !== 'queue');
}

export function TryOutcome({ lines }: { lines: Line[] }) {
  const { t } = useTranslation('flows');
  const left = lines.findLast(({ kind }) => kind === 'left');
  const { way = 'end', queue = '' } = left?.detail ?? {};
  const what = way === 'end' ? t(`try.exit.${left?.text || 'failed'}`) : (left?.text ?? '');
  const isFailed = way === 'end' && left?.text === 'failed';
  return (
    <Alert
      type={isFailed ? 'error' : 'success'}
      showIcon
      title={`${t(`try.way.${way}`)} ${[what, queue].filter(Boolean).join(' · ')}`}
      description={t(isServed(lines) ? 'try.counts' : 'try.over')}
    />
  );
}
