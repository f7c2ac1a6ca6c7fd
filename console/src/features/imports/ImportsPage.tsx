// Facts from outside: a kind is chosen, a file tried and brought in, and each import can be taken back.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Flex, Select, Spin, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ColumnsTable } from './ColumnsTable';
import { FilePanel } from './FilePanel';
import { HistoryTable } from './HistoryTable';
import styles from './imports.module.css';
import { templateAddress, useKinds } from './requests';

export default function ImportsPage() {
  const { t } = useTranslation('imports');
  const [search, setSearch] = useSearchParams();
  const kinds = useKinds();
  const items = kinds.data?.items ?? [];
  const kind = items.find(({ id }) => id === search.get('kind')) ?? items[0];
  return (
    <>
      <PageHead title={t('menu')} about={t('about')} />
      <ProblemAlert error={kinds.error} retry={kinds.refetch} />
      {kinds.isPending ? <Spin /> : null}
      {kinds.data && !kind ? <Empty description={t('nothing_allowed')} /> : null}
      {kind ? (
        <Flex vertical gap="middle">
          <Flex wrap gap="small" align="center">
            <Select
              aria-label={t('kind_label')}
              className={styles.kind}
              value={kind.id}
              onChange={(id) => setSearch({ kind: id }, { replace: true })}
              options={items.map(({ id }) => ({ value: id, label: t(`kind.${id}`) }))}
            />
            <Button icon={<DownloadOutlined />} href={templateAddress(kind.id)} download>
              {t('template')}
            </Button>
            <Typography.Text type="secondary">{t(`help.${kind.id}`)}</Typography.Text>
          </Flex>
          <FilePanel key={kind.id} kind={kind} />
          <Card size="small" title={t('history')}>
            <HistoryTable kind={kind.id} />
          </Card>
          <Card size="small" title={t('columns')}>
            <ColumnsTable kind={kind} />
          </Card>
        </Flex>
      ) : null}
    </>
  );
}
