// One bulletin with its text, and by name who has read it and who has not.
import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { Drawer, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import styles from './bulletins.module.css';
import { type Bulletin, type Reader, useReaders } from './requests';
import { useAudience } from './useAudience';

const PAGE = 50;

export function ReadersDrawer(props: { bulletin: Bulletin; onClose: () => void }) {
  const { t } = useTranslation('bulletins');
  const format = useFormat();
  const audience = useAudience();
  const { bulletin } = props;
  const readers = useReaders(bulletin.id);
  return (
    <Drawer open title={bulletin.title} size="large" onClose={props.onClose}>
      <Typography.Paragraph type="secondary">
        {t('aboutOne', {
          author: bulletin.author,
          at: format.dateTime(bulletin.written_at),
          audience: audience(bulletin),
          until: format.dateTime(bulletin.until),
        })}
      </Typography.Paragraph>
      {bulletin.taken_back_at ? (
        <Typography.Paragraph type="warning">
          {t('takenBackBy', {
            by: bulletin.taken_back_by,
            at: format.dateTime(bulletin.taken_back_at),
          })}
        </Typography.Paragraph>
      ) : null}
      <Typography.Paragraph className={styles.text}>{bulletin.text}</Typography.Paragraph>
      <ProblemAlert error={readers.error} retry={readers.refetch} />
      <Table<Reader>
        rowKey="agent_id"
        size="small"
        loading={readers.isPending}
        dataSource={readers.data?.items ?? []}
        pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('agent'), dataIndex: 'name' },
          { title: t('team'), dataIndex: 'team_id' },
          {
            title: t(bulletin.must_confirm ? 'confirmed' : 'read'),
            render: (_, one) =>
              one.read_at ? (
                <>
                  <CheckCircleFilled /> {format.dateTime(one.read_at)}
                  {one.by === one.name ? '' : ` · ${one.by}`}
                </>
              ) : (
                <Typography.Text type="warning">
                  <ClockCircleOutlined /> {t('notYet')}
                </Typography.Text>
              ),
          },
        ]}
      />
    </Drawer>
  );
}
