// All settings of one kind: a table to find one, an editor to change it.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type Item, useCentre } from '@/api/centre';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { usePreferences } from '@/frame/preferences';
import { useMay } from '@/frame/session';
import { Cell } from './cells';
import { isSingle, type KindForm } from './fields';
import { ItemEditor } from './ItemEditor';
import styles from './settings.module.css';
import { itemName } from './useChoices';

const PAGE = 50;

/** Rules that are gone through by their place are shown in that order. */
function inOrder(form: KindForm, items: Item[]): Item[] {
  if (!form.fields.some(({ name }) => name === 'place')) return items;
  return [...items].sort(
    (a, b) => Number(a.place) - Number(b.place) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

export function KindPage({ form, below }: { form: KindForm; below?: ReactNode }) {
  const { t } = useTranslation('settings');
  const { language } = usePreferences();
  const mayChange = useMay('settings.change');
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const centre = useCentre();
  const items = inOrder(form, centre.data?.[form.kind] ?? []);
  const one = t(`kind.${form.kind}.one`);
  const editing = search.get('edit');
  const isNew = search.get('new') === '1';
  const opened = items.find(({ id }) => id === editing) ?? null;
  const wanted = words.trim().toLocaleLowerCase();
  const shown = items.filter((item) =>
    `${item.id} ${itemName(item, language)} ${String(item.login ?? '')}`
      .toLocaleLowerCase()
      .includes(wanted),
  );
  const columns: TableColumnsType<Item> = [
    ...form.columns.map((name) => {
      const field = form.fields.find((one) => one.name === name);
      return {
        key: name,
        title: t(`field.${form.kind}.${name}.label`),
        render: (_: unknown, item: Item) => field && <Cell form={form} field={field} item={item} />,
      };
    }),
  ];
  const idColumn = {
    key: 'id',
    title: t(form.kind === 'numbers' ? 'number' : 'id'),
    width: 170,
    render: (_: unknown, item: Item) => (
      <Button type="link" size="small" className={styles.pick} onClick={() => open(item.id)}>
        {item.id}
      </Button>
    ),
  };
  const open = (id: string) => setSearch({ edit: id });
  const close = () => setSearch({});
  const isComplete = isSingle(form) && items.length > 0;
  return (
    <>
      <PageHead
        title={t(`kind.${form.kind}.many`)}
        about={t(`kind.${form.kind}.about`)}
        extra={
          mayChange &&
          !isComplete && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setSearch({ new: '1' })}>
              {t('add_kind', { one })}
            </Button>
          )
        }
      />
      <ProblemAlert error={centre.error} retry={centre.refetch} />
      {items.length > 10 && (
        <Input.Search
          allowClear
          className={styles.search}
          placeholder={t('common:search')}
          aria-label={t('common:search')}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <Table<Item>
        rowKey="id"
        size="small"
        loading={centre.isPending}
        columns={[idColumn, ...columns]}
        dataSource={shown}
        pagination={shown.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        rowClassName={styles.row}
        onRow={(item) => ({ onClick: () => open(item.id) })}
        locale={{ emptyText: emptyText(t(`kind.${form.kind}.empty`), centre.isPending) }}
      />
      {below && <div className={styles.below}>{below}</div>}
      {(opened || isNew) && (
        <ItemEditor
          key={opened?.id ?? 'new'}
          form={form}
          item={opened}
          taken={items.map(({ id }) => id)}
          mayChange={mayChange}
          language={language}
          onClose={close}
        />
      )}
    </>
  );
}
