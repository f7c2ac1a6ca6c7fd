// The diagnosis: each check with what was looked up, what speaks for one first, and its measure.
import { Empty, Flex, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './alerts.module.css';
import { EvidenceView } from './EvidenceView';
import type { AlertWhole } from './requests';
import { useAlertText } from './useAlertText';

const COLOURS: Record<string, string> = { yes: 'error', no: 'success', unknown: 'default' };

export function CheckList({ of }: { of: AlertWhole }) {
  const { t } = useTranslation('alerts');
  const text = useAlertText();
  if (!of.is_gathered) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (of.checks.length === 0) return <Empty description={t('no_checks')} />;
  const likely = of.checks.filter(({ finding }) => finding === 'yes').length;
  return (
    <>
      <p className={styles.quiet}>{t('likely', { count: likely })}</p>
      {of.checks.map((check) => (
        <section key={check.id} className={styles.check}>
          <Flex gap="small" align="baseline">
            <Tag color={COLOURS[check.finding] ?? 'default'}>{t(`finding.${check.finding}`)}</Tag>
            <strong>{text.said(check.question)}</strong>
          </Flex>
          {check.finding === 'yes' && (
            <p className={styles.measure}>
              {t('measure')}: {text.said(check.measure)}
            </p>
          )}
          <div className={styles.evidence}>
            {check.evidence.map((one) => (
              <EvidenceView key={`${one.kind}${one.what}${one.missing}`} of={one} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
