// Three lists about recordings; which one is shown stands in the address.
import { Badge, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { useSession } from '@/frame/session';
import { HoldTable } from './HoldTable';
import { MissingTable } from './MissingTable';
import { RetentionView } from './RetentionView';
import { useHolds, useMissing, useRetention } from './requests/recordings';

const LISTS = ['missing', 'holds', 'retention'];

export default function RecordingsPage() {
  const { t } = useTranslation('recordings');
  const checks = useSession().permissions.includes('recordings.check');
  const [search, setSearch] = useSearchParams();
  const missing = useMissing(checks);
  const holds = useHolds();
  const retention = useRetention();
  const wanted = search.get('list') ?? '';
  const first = checks ? 'missing' : 'holds';
  const inForce = holds.data?.items.filter((hold) => hold.is_in_force).length;
  const items = [
    {
      key: 'missing',
      label: <Counted text={t('missing')} count={missing.data?.items.length} color="red" />,
      children: <MissingTable missing={missing} />,
    },
    {
      key: 'holds',
      label: <Counted text={t('holds')} count={inForce} color="gold" />,
      children: <HoldTable holds={holds} />,
    },
    {
      key: 'retention',
      label: <Counted text={t('retention')} count={retention.data?.recordings} color="gray" />,
      children: <RetentionView retention={retention} />,
    },
  ];
  return (
    <>
      <PageHead title={t('menu')} about={t('about')} />
      <Tabs
        activeKey={LISTS.includes(wanted) ? wanted : first}
        onChange={(key) => setSearch({ list: key }, { replace: true })}
        items={items.filter(({ key }) => key !== 'missing' || checks)}
      />
    </>
  );
}

function Counted(props: { text: string; count: number | undefined; color: string }) {
  return (
    <>
      {props.text} <Badge count={props.count ?? 0} color={props.color} overflowCount={9999} />
    </>
  );
}
