// Keys for programs that use the API. A secret is shown once, when it is made.
import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Popconfirm, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { type Token, useDeleteToken, useTokens } from './requests/tokens';
import styles from './settings.module.css';
import { TokenMaker } from './TokenMaker';

export function TokensPage() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const tell = useTell();
  const tokens = useTokens();
  const remove = useDeleteToken();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState('');
  return (
    <>
      <PageHead
        title={t('section.tokens')}
        about={t('token.about')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t('token.make')}
          </Button>
        }
      />
      <ProblemAlert error={tokens.error} retry={tokens.refetch} />
      {secret && (
        <Alert
          className={styles.note}
          type="success"
          showIcon
          closable={{ onClose: () => setSecret('') }}
          title={t('token.once')}
          description={
            <Typography.Text code copyable={{ text: secret }}>
              {secret}
            </Typography.Text>
          }
        />
      )}
      <Table<Token>
        rowKey="id"
        size="small"
        loading={tokens.isPending}
        dataSource={tokens.data?.items ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('token.none'), tokens.isPending) }}
        columns={[
          { title: t('token.name'), dataIndex: 'name' },
          {
            title: t('token.scopes'),
            render: (_, token) => (
              <Flex wrap gap={4}>
                {token.scopes.map((scope) => (
                  <Tag key={scope}>{t(`permission.${scope}`)}</Tag>
                ))}
              </Flex>
            ),
          },
          { title: t('token.created'), render: (_, token) => format.date(token.created_at) },
          { title: t('token.used'), render: (_, token) => format.dateTime(token.last_used_at) },
          {
            title: t('token.expires'),
            render: (_, token) =>
              token.expires_at ? format.date(token.expires_at) : t('token.never'),
          },
          {
            render: (_, token) => (
              <Popconfirm
                title={t('token.delete_this', { name: token.name })}
                description={t('token.delete_help')}
                okText={t('token.delete')}
                okButtonProps={{ danger: true }}
                cancelText={t('common:cancel')}
                onConfirm={() => remove.mutateAsync(token.id).catch(tell.problem)}
              >
                <Button danger size="small">
                  {t('token.delete')}
                </Button>
              </Popconfirm>
            ),
          },
        ]}
      />
      {making && <TokenMaker onMade={setSecret} onClose={() => setMaking(false)} />}
    </>
  );
}
