// Two lists of people to be called; which one is shown stands in the address.
import { Badge, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { AbandonedTable } from './AbandonedTable';
import { CallbackTable } from './CallbackTable';
import { useAbandoned, useCallbacks } from './requests/callbacks';

export default function CallbacksPage() {
  const { t } = useTranslation('callbacks');
  const [search, setSearch] = useSearchParams();
  const callbacks = useCallbacks();
  const abandoned = useAbandoned();
  const list = search.get('list') === 'abandoned' ? 'abandoned' : 'callbacks';
  return (
    <>
      <PageHead title={t('title')} about={t('about')} />
      <Tabs
        activeKey={list}
        onChange={(key) => setSearch({ list: key }, { replace: true })}
        items={[
          {
            key: 'callbacks',
            label: <Counted text={t('callbacks')} count={callbacks.data?.items.length} />,
            children: <CallbackTable callbacks={callbacks} />,
          },
          {
            key: 'abandoned',
            label: <Counted text={t('abandoned')} count={abandoned.data?.items.length} />,
            children: <AbandonedTable abandoned={abandoned} />,
          },
        ]}
      />
    </>
  );
}

function Counted(props: { text: string; count: number | undefined }) {
  return (
    <>
      {props.text} <Badge count={props.count ?? 0} color="gray" overflowCount={999} />
    </>
  );
}
