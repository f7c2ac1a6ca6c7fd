// The people who log in, and what each may do.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { type User, useUsers } from './requests/users';
import styles from './settings.module.css';
import { UserEditor } from './UserEditor';

const PAGE = 50;

export function UsersPage() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const users = useUsers();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const all = users.data?.items ?? [];
  const wanted = words.trim().toLocaleLowerCase();
  const shown = all.filter(({ name, login }) =>
    `${name} ${login}`.toLocaleLowerCase().includes(wanted),
  );
  const opened = all.find(({ id }) => id === search.get('edit')) ?? null;
  return (
    <>
      <PageHead
        title={t('section.users')}
        about={t('user.about')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setSearch({ new: '1' })}>
            {t('new_user')}
          </Button>
        }
      />
      <ProblemAlert error={users.error} retry={users.refetch} />
      {all.length > 10 && (
        <Input.Search
          allowClear
          className={styles.search}
          placeholder={t('common:search')}
          aria-label={t('common:search')}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <Table<User>
        rowKey="id"
        size="small"
        loading={users.isPending}
        dataSource={shown}
        pagination={shown.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        rowClassName={styles.row}
        onRow={(user) => ({ onClick: () => setSearch({ edit: user.id }) })}
        columns={[
          {
            title: t('user.name'),
            render: (_, user) => (
              <Button type="link" size="small" className={styles.pick}>
                {user.name}
              </Button>
            ),
          },
          { title: t('user.login'), dataIndex: 'login' },
          {
            title: t('user.roles'),
            render: (_, user) => (
              <Flex wrap gap={4}>
                {user.roles.map((role) => (
                  <Tag key={role}>{t(`role.${role}`)}</Tag>
                ))}
              </Flex>
            ),
          },
          { title: t('user.agent'), render: (_, user) => user.agent_id || '–' },
          { title: t('user.last_login'), render: (_, user) => format.dateTime(user.last_login_at) },
          {
            title: t('user.active'),
            render: (_, user) => t(user.is_active ? 'common:yes' : 'common:no'),
          },
        ]}
      />
      {(opened || search.get('new') === '1') && (
        <UserEditor key={opened?.id ?? 'new'} user={opened} onClose={() => setSearch({})} />
      )}
    </>
  );
}
