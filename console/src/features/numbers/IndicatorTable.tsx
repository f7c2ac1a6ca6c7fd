// All indicators of the centre, or of one queue, team or agent: a line each.
import { InfoCircleOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { emptyText } from '@/components/emptyText';
import type { TimeRange } from '@/components/range/timeRange';
import { useFormat } from '@/frame/useFormat';
import { DetailLine } from './DetailLine';
import { contactsBehind, edgesOf, verdictOf } from './indicators';
import styles from './numbers.module.css';
import type { Detail } from './requests/details';
import type { Definition, Grain, IndicatorRow } from './types';
import { useFigure } from './useFigure';
import { useIndicatorText } from './useIndicatorText';
import { VerdictMark } from './VerdictMark';

interface Props {
  rows: IndicatorRow[];
  definitions: Definition[];
  details: ReadonlyMap<string, Detail>;
  grain: Grain;
  range: TimeRange;
  loading: boolean;
  trend: string;
  onTrend: (indicator: string) => void;
}

export function IndicatorTable(props: Props) {
  const { rows, definitions, details, grain, range, loading, trend, onTrend } = props;
  const { t } = useTranslation('numbers');
  const format = useFormat();
  const figure = useFigure();
  const text = useIndicatorText(definitions);
  const target = (row: IndicatorRow) => {
    const { low, high } = edgesOf(row.target);
    if (low !== null && high !== null) {
      return `${figure.value(low, row.unit)} – ${figure.value(high, row.unit)}`;
    }
    if (low !== null) return `≥ ${figure.value(low, row.unit)}`;
    return high === null ? '–' : `≤ ${figure.value(high, row.unit)}`;
  };
  const columns: TableColumnsType<IndicatorRow> = [
    {
      title: t('indicator_head'),
      width: 260,
      render: (_, { indicator }) => (
        <>
          <span className={styles.name}>
            <Button
              type="link"
              size="small"
              className={styles.pick}
              onClick={() => onTrend(indicator)}
            >
              {text.name(indicator)}
            </Button>
            {text.help(indicator) && (
              <Tooltip title={text.help(indicator)}>
                <InfoCircleOutlined tabIndex={0} aria-label={text.help(indicator)} />
              </Tooltip>
            )}
          </span>
          <span className={styles.detail}>
            <DetailLine detail={details.get(indicator)} />
          </span>
        </>
      ),
    },
    {
      title: t('value'),
      width: 104,
      align: 'right',
      render: (_, row) => {
        const shown = figure.value(row.value, row.unit);
        const behind = contactsBehind(row.indicator, grain, row.grain_key, range);
        return (
          <span className={styles.value}>
            {behind && row.value !== null ? (
              <Link to={behind} title={t('contacts_behind')}>
                {shown}
              </Link>
            ) : (
              shown
            )}
            <VerdictMark verdict={verdictOf(row.value, edgesOf(row.target))} />
          </span>
        );
      },
    },
    { title: t('target'), width: 104, align: 'right', render: (_, row) => target(row) },
    {
      title: t('division'),
      width: 150,
      align: 'right',
      render: (_, row) => figure.division(row),
    },
    {
      title: t('sample_size'),
      width: 72,
      align: 'right',
      render: (_, row) => format.number(row.sample_size),
    },
    {
      title: t('status'),
      width: 92,
      render: (_, row) => (
        <Tooltip title={t(`status_help.${row.status}`)}>
          <Tag color={row.status === 'final' ? 'default' : 'processing'}>
            {t(`status_word.${row.status}`)}
          </Tag>
          {row.flags.map((flag) => (
            <Tag key={flag}>{t(`flag.${flag}`)}</Tag>
          ))}
        </Tooltip>
      ),
    },
  ];
  return (
    <Table<IndicatorRow>
      rowKey="indicator"
      size="small"
      loading={loading}
      columns={columns}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 782 }}
      rowClassName={(row) => (row.indicator === trend ? (styles.picked ?? '') : '')}
      locale={{ emptyText: emptyText(t('nothing'), loading) }}
    />
  );
}
