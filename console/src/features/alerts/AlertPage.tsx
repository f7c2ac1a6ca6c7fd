// One alert: what it is, why, which measure, who does it by when, and whether it worked.
import { Card, Flex, Alert as Notice, Skeleton, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { clockOf } from '@/components/range/timeRange';
import { useMay, useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import styles from './alerts.module.css';
import { CheckList } from './CheckList';
import { DeedsCard } from './DeedsCard';
import { EffectCard } from './EffectCard';
import { HistoryCard } from './HistoryCard';
import { MiniTrend } from './MiniTrend';
import { type AlertWhole, useAlert } from './requests';
import { StateTag } from './StateTag';
import { useAlertText } from './useAlertText';

export default function AlertPage() {
  const { t } = useTranslation('alerts');
  const { id = '' } = useParams();
  const found = useAlert(id);
  const mayAct = useMay('alerts.act');
  const text = useAlertText();
  const alert = found.data;
  if (!alert)
    return (
      <>
        <PageHead title={t('title')} extra={<Link to="/alerts">{t('all')}</Link>} />
        <ProblemAlert error={found.error} retry={found.refetch} />
        {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      </>
    );
  return (
    <>
      <PageHead
        title={t('of', { figure: text.said(alert.name), where: text.where(alert) })}
        about={text.period(alert)}
        extra={<Link to="/alerts">{t('all')}</Link>}
      />
      <ProblemAlert error={found.error} retry={found.refetch} />
      <div className={styles.cards}>
        <div className={styles.column}>
          <FigureCard of={alert} />
          <Card size="small" title={t('why')}>
            <CheckList of={alert} />
          </Card>
        </div>
        <div className={styles.column}>
          <DeedsCard of={alert} mayAct={mayAct} />
          <EffectCard of={alert} />
          <HistoryCard of={alert} />
        </div>
      </div>
    </>
  );
}

function FigureCard({ of }: { of: AlertWhole }) {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const text = useAlertText();
  const mayList = useMay('contacts.view_all');
  const { zone } = useSession().tenant;
  const { start, end, figure, queue_id, agent_id } = of.contacts;
  const behind = new URLSearchParams({ from: clockOf(start, zone), to: clockOf(end, zone) });
  if (figure) {
    behind.set('figure', figure);
    behind.set('variant', of.variant);
    behind.set('grain', of.grain);
    if (of.scope_id) behind.set('key', of.scope_id);
  } else {
    if (queue_id) behind.set('queue', queue_id);
    if (agent_id) behind.set('agent', agent_id);
  }
  return (
    <Card
      size="small"
      title={
        <Flex gap="small">
          {t('figure')} <StateTag of={of} />
        </Flex>
      }
      extra={mayList && <Link to={`/contacts?${behind}`}>{t('contacts_behind')}</Link>}
    >
      <div className={styles.figures}>
        <Statistic title={t('value')} value={text.value(of.value, of.unit)} />
        <Statistic title={t(`basis.${of.basis}`)} value={text.wanted(of)} />
        <Statistic title={t('before')} value={text.value(of.before_value, of.unit)} />
        <Statistic title={t('sample')} value={format.number(of.sample_size)} />
        <MiniTrend of={of} width={320} height={72} />
      </div>
      {of.state === 'well' && <Notice type="warning" showIcon title={t('state_help.well')} />}
    </Card>
  );
}
