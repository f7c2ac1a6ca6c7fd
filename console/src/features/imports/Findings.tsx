// What a file would change, and what in it is wrong or to be looked at, by line.
import { Alert, Flex, Statistic, Table, Typography } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import type { Correction, Finding, Kind, Outcome } from './requests';

const PAGE = 20;

/** In the person's language; the server's own sentence where there is no word of ours. */
export function findingText(one: Finding, t: TFunction): string {
  return t(`imports:wrong.${one.code}`, { ...one.params, defaultValue: '' }) || one.message;
}

export function Findings({ kind, outcome }: { kind: Kind; outcome: Outcome }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const counts = [
    ['rows', outcome.rows],
    ['new', outcome.new],
    ['changed', outcome.changed],
    ['same', outcome.same],
    ['wrong_count', outcome.wrong_count],
  ] as const;
  const isNothing = !outcome.wrong_count && !outcome.new && !outcome.changed;
  return (
    <>
      <Flex wrap gap="large">
        {counts.map(([name, value]) => (
          <Statistic key={name} title={t(`count.${name}`)} value={format.number(value)} />
        ))}
      </Flex>
      {outcome.wrong_count ? (
        <Alert
          type="error"
          showIcon
          title={t('nothing_imported', { count: outcome.wrong_count })}
        />
      ) : null}
      {isNothing ? <Alert type="info" showIcon title={t('nothing_new')} /> : null}
      <FindingTable rows={outcome.wrong} of={outcome.wrong_count} />
      {outcome.warning_count ? (
        <Alert type="warning" showIcon title={t('look_at', { count: outcome.warning_count })} />
      ) : null}
      <FindingTable rows={outcome.warnings} of={outcome.warning_count} />
      <Corrections kind={kind} rows={outcome.changes} />
    </>
  );
}

function FindingTable({ rows, of }: { rows: Finding[]; of: number }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  if (!rows.length) return null;
  return (
    <Table<Finding>
      rowKey={(one) => `${one.line} ${one.column} ${one.code}`}
      size="small"
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t('line'),
          align: 'right',
          width: 90,
          render: (_, one) => format.number(one.line),
        },
        {
          title: t('column'),
          width: 180,
          render: (_, one) =>
            one.column ? <Typography.Text code>{one.column}</Typography.Text> : null,
        },
        { title: t('what'), render: (_, one) => findingText(one, t) },
      ]}
      {...(of > rows.length ? { footer: () => t('more', { count: of - rows.length }) } : {})}
    />
  );
}

function Corrections({ kind, rows }: { kind: Kind; rows: Correction[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  if (!rows.length) return null;
  const moments = new Set(
    kind.columns.filter(({ type }) => type === 'moment').map(({ name }) => name),
  );
  const shown = (column: string, value: unknown) => {
    if (value === null || value === '') return '–';
    if (moments.has(column)) return format.dateTime(Number(value));
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return (
    <Table<Correction>
      rowKey="line"
      size="small"
      title={() => t('corrections')}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('line'),
          align: 'right',
          width: 90,
          render: (_, one) => format.number(one.line),
        },
        { title: t('fact'), dataIndex: 'source_id' },
        {
          title: t('changes'),
          render: (_, one) =>
            one.columns.map(({ column, before, after }) => (
              <div key={column}>
                <Typography.Text code>{column}</Typography.Text>{' '}
                <Typography.Text delete>{shown(column, before)}</Typography.Text> →{' '}
                {shown(column, after)}
              </div>
            )),
        },
      ]}
    />
  );
}
