// What the lead tells this agent: to be confirmed by name where that is asked for.
import { CheckOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Card, Collapse, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { OWN_BULLETINS, type OwnBulletin, ownBulletinsQuery, readBulletin } from '@/api/bulletins';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { useBulletinsTurn } from '@/live/liveStore';
import styles from './BulletinsCard.module.css';

export function BulletinsCard() {
  const { t } = useTranslation('desk');
  const tell = useTell();
  const client = useQueryClient();
  const bulletins = useQuery(ownBulletinsQuery(useBulletinsTurn()));
  const read = useMutation({
    mutationFn: readBulletin,
    onError: tell.problem,
    onSettled: () => client.invalidateQueries({ queryKey: OWN_BULLETINS }),
  });
  const items = bulletins.data?.items ?? [];
  const unread = items.filter((one) => one.read_at === null);
  const first = unread[0];
  useActions([
    {
      id: 'desk.readBulletin',
      label: 'desk:bulletins.readNext',
      labelParams: { title: first?.title ?? '' },
      group: 'common:group.page',
      icon: <CheckOutlined />,
      shortcut: 'alt+i',
      enabled: first !== undefined && !read.isPending,
      run: () => {
        if (first) read.mutate(first.id);
      },
    },
  ]);
  if (items.length === 0 && !bulletins.error) return null;
  const old = items.filter((one) => one.read_at !== null);
  return (
    <Card
      id="bulletins"
      title={
        <>
          {t('bulletins.title')} <Badge count={unread.length} />
        </>
      }
    >
      <ProblemAlert error={bulletins.error} retry={bulletins.refetch} />
      <Flex vertical gap="middle" aria-live="polite" className={styles.unread}>
        {unread.map((one) => (
          <article key={one.id} className={styles.bulletin}>
            <Typography.Text strong>{one.title}</Typography.Text>
            <Body bulletin={one} />
            <Button
              type={one.must_confirm ? 'primary' : 'default'}
              size="small"
              icon={<CheckOutlined />}
              aria-label={t(one.must_confirm ? 'bulletins.confirm' : 'bulletins.seen')}
              loading={read.isPending && read.variables === one.id}
              onClick={() => read.mutate(one.id)}
            >
              {t(one.must_confirm ? 'bulletins.confirm' : 'bulletins.seen')}
            </Button>
          </article>
        ))}
      </Flex>
      {old.length > 0 ? (
        <Collapse
          ghost
          size="small"
          items={old.map((one) => ({
            key: one.id,
            label: one.title,
            children: <Body bulletin={one} />,
          }))}
        />
      ) : null}
    </Card>
  );
}

function Body({ bulletin }: { bulletin: OwnBulletin }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  return (
    <>
      <Typography.Paragraph className={styles.text}>{bulletin.text}</Typography.Paragraph>
      <Typography.Text type="secondary" className={styles.about}>
        {bulletin.author} · {f.dateTime(bulletin.written_at)}
        {bulletin.read_at
          ? ` · ${t('bulletins.readAt', { at: f.dateTime(bulletin.read_at) })}`
          : ''}
      </Typography.Text>
    </>
  );
}
