// What happened to an alert, line by line; nobody can change a line.
import { Card, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import styles from './alerts.module.css';
import type { AlertWhole } from './requests';
import { useAlertText } from './useAlertText';

const WORDS_OF_THE_FIGURES = new Set(['lengthened', 'closed']);

export function HistoryCard({ of }: { of: AlertWhole }) {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const text = useAlertText();
  const said = (line: AlertWhole['history'][number]): string => {
    if (line.kind === 'lengthened') return t(`cadence.${line.text}`);
    if (line.kind === 'closed') return t(`close_reason.${line.text}`);
    if (line.due_at) return [format.date(line.due_at), line.text].filter(Boolean).join(' – ');
    return line.text;
  };
  const question = (id: string): string => {
    const check = of.checks.find((one) => one.id === id);
    return check ? text.said(check.question) : id;
  };
  const lines = [
    { at: of.opened_at, kind: 'opened', by: '', text: '', check: '', due_at: null },
    ...of.history,
  ];
  return (
    <Card size="small" title={t('history')}>
      <Timeline
        items={lines.map((line) => ({
          key: `${line.at}${line.kind}${line.text}`,
          content: (
            <>
              <strong>{t(`line.${line.kind}`)}</strong> {line.by}{' '}
              <span className={styles.quiet}>{format.dateTime(line.at)}</span>
              {line.check && <div className={styles.quiet}>{question(line.check)}</div>}
              {(line.text || WORDS_OF_THE_FIGURES.has(line.kind) || line.due_at) && (
                <div className={styles.said}>{said(line)}</div>
              )}
            </>
          ),
        }))}
      />
    </Card>
  );
}
