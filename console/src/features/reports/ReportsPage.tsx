// Reports: all of them beside the one that is read; who may, builds them here.
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Empty, Menu, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ItemEditor } from '@/features/settings/ItemEditor';
import { REPORT_FORM } from '@/features/settings/reportForm';
import { usePreferences } from '@/frame/preferences';
import { useMay } from '@/frame/session';
import { ReportView } from './ReportView';
import styles from './reports.module.css';
import { reportsQuery } from './requests';

export default function ReportsPage() {
  const { t } = useTranslation('reports');
  const { language } = usePreferences();
  const mayBuild = useMay('reports.build');
  const [search, setSearch] = useSearchParams();
  const reports = useQuery(reportsQuery);
  const items = reports.data ?? [];
  const chosen = items.find(({ id }) => id === search.get('report')) ?? items[0];
  const editing = search.get('edit');
  const open = (words: Record<string, string>) => setSearch(words);
  return (
    <>
      <PageHead
        title={t('menu')}
        about={t('about')}
        extra={
          mayBuild && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => open({ edit: 'new' })}>
              {t('add')}
            </Button>
          )
        }
      />
      <ProblemAlert error={reports.error} retry={reports.refetch} />
      {reports.isPending && <Skeleton active />}
      {reports.isSuccess && items.length === 0 && (
        <Card>
          <Empty description={t(mayBuild ? 'none_build' : 'none')} />
        </Card>
      )}
      {chosen && (
        <div className={styles.parts}>
          <Menu
            className={styles.list}
            aria-label={t('menu')}
            selectedKeys={[chosen.id]}
            onClick={({ key }) => open({ report: key })}
            items={items.map(({ id, name }) => ({ key: id, label: String(name) }))}
          />
          <ReportView
            key={chosen.id}
            report={chosen}
            issue={search.get('issue')}
            mayBuild={mayBuild}
            onEdit={() => open({ report: chosen.id, edit: chosen.id })}
            onIssue={(issue) => open(issue ? { report: chosen.id, issue } : { report: chosen.id })}
          />
        </div>
      )}
      {editing && reports.isSuccess && (
        <ItemEditor
          key={editing}
          form={REPORT_FORM}
          item={items.find(({ id }) => id === editing) ?? null}
          taken={items.map(({ id }) => id)}
          mayChange={mayBuild}
          language={language}
          onClose={() => open(chosen ? { report: chosen.id } : {})}
        />
      )}
    </>
  );
}
