// Queues, teams or agents beside each other: one line each, the main indicators as columns.
import { Button, Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { emptyText } from '@/components/emptyText';
import { byEntity, type Entity, edgesOf, verdictOf } from './indicators';
import styles from './numbers.module.css';
import type { Definition, Grain, IndicatorRow } from './types';
import { useFigure } from './useFigure';
import { useIndicatorText } from './useIndicatorText';
import { VerdictMark } from './VerdictMark';

const OF_CALLS = [
  'service_level',
  'abandonment_rate',
  'answer_rate',
  'avg_speed_of_answer',
  'avg_handle_time',
  'transfer_rate',
];
const OF_PEOPLE = [
  'avg_handle_time',
  'avg_after_call_work',
  'occupancy',
  'contacts_per_hour',
  'transfer_rate',
  'fcr',
];
const OF_ROADS = ['total_contacts', 'blocked_rate', 'answer_rate', 'service_level', 'avg_rings'];
const SHOWN: Record<Exclude<Grain, 'centre'>, string[]> = {
  queue: OF_CALLS,
  team: OF_PEOPLE,
  agent: OF_PEOPLE,
  call_type: ['total_contacts', 'avg_handle_time', 'avg_talk_time', 'transfer_rate', 'fcr'],
  dnis: OF_ROADS,
  channel: OF_CALLS,
  trunk_group: OF_ROADS,
  shift: ['attendance_rate'],
  evaluator: ['quality_score'],
};

interface Props {
  rows: IndicatorRow[];
  definitions: Definition[];
  grain: Exclude<Grain, 'centre'>;
  loading: boolean;
  onOpen: (key: string) => void;
}

/** Nulls last, whichever way the column is sorted. */
const amount = (entity: Entity, id: string) => entity.values[id]?.value ?? -1;

export function EntityTable({ rows, definitions, grain, loading, onOpen }: Props) {
  const { t } = useTranslation('numbers');
  const figure = useFigure();
  const text = useIndicatorText(definitions);
  const entities = byEntity(rows);
  const present = new Set(rows.map(({ indicator }) => indicator));
  const columns: TableColumnsType<Entity> = [
    {
      title: t(`grain.${grain}`),
      width: 180,
      fixed: 'left',
      sorter: (a, b) => a.name.localeCompare(b.name),
      render: (_, entity) => (
        <Button type="link" size="small" className={styles.pick} onClick={() => onOpen(entity.key)}>
          {entity.name}
        </Button>
      ),
    },
    ...SHOWN[grain]
      .filter((id) => present.has(id))
      .map((id) => ({
        key: id,
        title: text.name(id),
        width: 140,
        align: 'right' as const,
        sorter: (a: Entity, b: Entity) => amount(a, id) - amount(b, id),
        render: (_: unknown, entity: Entity) => {
          const row = entity.values[id];
          if (!row) return '–';
          return (
            <Tooltip title={`${figure.division(row)} · ${t('sample', { size: row.sample_size })}`}>
              <span className={styles.value}>
                {figure.value(row.value, row.unit)}
                <VerdictMark verdict={verdictOf(row.value, edgesOf(row.target))} />
              </span>
            </Tooltip>
          );
        },
      })),
  ];
  return (
    <Table<Entity>
      rowKey="key"
      size="small"
      loading={loading}
      columns={columns}
      dataSource={entities}
      pagination={entities.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      scroll={{ x: 180 + 140 * SHOWN[grain].length }}
      locale={{ emptyText: emptyText(t('nothing'), loading) }}
    />
  );
}
