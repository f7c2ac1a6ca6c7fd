// The centre's wallboards: show one, compose one, make a link for a screen.
import { DesktopOutlined, EditOutlined, LinkOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useMay } from '@/frame/session';
import { LinksDialog } from './LinksDialog';
import type { Wallboard } from './model';
import { useDeleteWallboard, useWallboards } from './requests';

export default function WallboardsPage() {
  const { t } = useTranslation('wallboards');
  const tell = useTell();
  const go = useNavigate();
  const mayCompose = useMay('wallboards.compose');
  const boards = useWallboards();
  const remove = useDeleteWallboard();
  const [linked, showLinks] = useState<Wallboard | null>(null);
  return (
    <>
      <PageHead
        title={t('title')}
        about={t('about')}
        extra={
          <>
            <Button icon={<DesktopOutlined />} href="/wallboard" target="_blank">
              {t('standard')}
            </Button>
            {mayCompose && (
              <Button
                type="primary"
                icon={<PlusOutlined />}
                onClick={() => void go('/wallboards/new')}
              >
                {t('compose_new')}
              </Button>
            )}
          </>
        }
      />
      <ProblemAlert error={boards.error} retry={boards.refetch} />
      <Table<Wallboard>
        rowKey="id"
        size="small"
        loading={boards.isPending}
        dataSource={boards.data ?? []}
        pagination={false}
        locale={{ emptyText: emptyText(t('no_boards'), boards.isPending) }}
        columns={[
          {
            title: t('name'),
            render: (_, board) => <Link to={`/wallboards/${board.id}/show`}>{board.name}</Link>,
          },
          { title: t('tiles'), render: (_, board) => board.tiles.length },
          {
            render: (_, board) => (
              <Flex gap="small" justify="end" wrap>
                <Button
                  size="small"
                  icon={<DesktopOutlined />}
                  href={`/wallboards/${board.id}/show`}
                  target="_blank"
                >
                  {t('show')}
                </Button>
                {mayCompose && (
                  <>
                    <Button
                      size="small"
                      icon={<EditOutlined />}
                      onClick={() => void go(`/wallboards/${board.id}`)}
                    >
                      {t('compose')}
                    </Button>
                    <Button size="small" icon={<LinkOutlined />} onClick={() => showLinks(board)}>
                      {t('links')}
                    </Button>
                    <Popconfirm
                      title={t('delete_this', { name: board.name })}
                      description={t('delete_help')}
                      okText={t('common:delete')}
                      cancelText={t('common:cancel')}
                      onConfirm={() => remove.mutateAsync(board.id).catch(tell.problem)}
                    >
                      <Button size="small" danger>
                        {t('common:delete')}
                      </Button>
                    </Popconfirm>
                  </>
                )}
              </Flex>
            ),
          },
        ]}
      />
      {linked && <LinksDialog board={linked} onClose={() => showLinks(null)} />}
    </>
  );
}
