// The prompts that a centre has recorded itself: which there are, and in which languages.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMay } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { NAME } from '../flows/model';
import { LANGUAGES } from '../flows/PromptsInput';
import settings from '../settings.module.css';
import { PromptPanel } from './PromptPanel';
import { type PromptShown, usePrompts } from './requests';

const PAGE = 50;

function NewPrompt({ taken, open }: { taken: string[]; open: (id: string) => void }) {
  const { t } = useTranslation('prompts');
  const [id, setId] = useState('');
  const isGood = NAME.test(id) && !taken.includes(id);
  const make = () => {
    if (!isGood) return;
    open(id);
    setId('');
  };
  return (
    <Space.Compact>
      <Input
        value={id}
        placeholder={t('settings:id')}
        status={id && !isGood ? 'error' : ''}
        aria-label={t('settings:id')}
        onChange={(event) => setId(event.target.value)}
        onPressEnter={make}
      />
      <Button type="primary" icon={<PlusOutlined />} disabled={!isGood} onClick={make}>
        {t('add')}
      </Button>
    </Space.Compact>
  );
}

export function PromptsPage() {
  const { t } = useTranslation('prompts');
  const f = useFormat();
  const prompts = usePrompts();
  const mayChange = useMay('settings.change');
  const [search, setSearch] = useSearchParams();
  const items = prompts.data?.items ?? [];
  const opened = search.get('edit');
  const open = (id: string) => setSearch({ edit: id });
  return (
    <>
      <PageHead
        title={t('settings:section.prompts')}
        about={t('about')}
        extra={mayChange ? <NewPrompt taken={items.map(({ id }) => id)} open={open} /> : null}
      />
      <ProblemAlert error={prompts.error} retry={prompts.refetch} />
      <Table<PromptShown>
        rowKey="id"
        size="small"
        loading={prompts.isPending}
        dataSource={items}
        pagination={items.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        rowClassName={settings.row}
        onRow={(prompt) => ({ onClick: () => open(prompt.id) })}
        locale={{ emptyText: emptyText(t('empty'), prompts.isPending) }}
        columns={[
          {
            title: t('name'),
            render: (_, prompt) => (
              <Flex vertical align="start">
                <Button type="link" size="small" className={settings.pick}>
                  {prompt.name}
                </Button>
                <Typography.Text type="secondary" code>{`prompt:${prompt.id}`}</Typography.Text>
              </Flex>
            ),
          },
          {
            title: t('languages'),
            render: (_, prompt) => (
              <Flex gap={4} wrap>
                {LANGUAGES.map((language) => {
                  const sound = prompt.sounds.find((one) => one.language === language);
                  const name = t(`common:language.${language}`);
                  return (
                    <Tag key={language} color={sound ? 'success' : 'default'}>
                      {sound ? `${name} ${f.duration(sound.duration_ms)}` : `${name} –`}
                    </Tag>
                  );
                })}
              </Flex>
            ),
          },
          { title: t('version_column'), dataIndex: 'version' },
          {
            title: t('changed'),
            render: (_, prompt) => {
              const last = [...prompt.sounds].sort((a, b) =>
                b.added_at.localeCompare(a.added_at),
              )[0];
              return last ? `${f.dateTime(last.added_at)} · ${last.author_name}` : '–';
            },
          },
        ]}
      />
      {opened ? (
        <PromptPanel
          key={`${opened} ${items.some(({ id }) => id === opened)}`}
          id={opened}
          prompt={items.find(({ id }) => id === opened)}
          mayChange={mayChange}
          onClose={() => setSearch({})}
        />
      ) : null}
    </>
  );
}
