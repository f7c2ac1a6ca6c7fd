// The indicators: of the centre, a queue, a team or an agent, in a time, with their trend.
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { RangeBar } from '@/components/range/RangeBar';
import { EntityTable } from './EntityTable';
import { IndicatorTable } from './IndicatorTable';
import { standardRows } from './indicators';
import styles from './numbers.module.css';
import { useDetails } from './requests/details';
import { useIndicators } from './requests/indicators';
import { TrendChart } from './TrendChart';
import { GRAINS, type Grain } from './types';
import { useNumbers } from './useNumbers';

export default function NumbersPage() {
  const { t } = useTranslation('numbers');
  const page = useNumbers();
  const { grain, entity, instants, range } = page;
  const answer = useIndicators({
    ...instants,
    grain,
    step: 'total',
    ...(entity ? { key: entity } : {}),
  });
  const rows = useMemo(() => (answer.data ? standardRows(answer.data) : []), [answer.data]);
  const definitions = answer.data?.definitions ?? [];
  const single = grain === 'centre' || entity !== null;
  const details = useDetails({ ...instants, grain, key: entity ?? '' }, single);
  const shown = entity ? rows.filter((row) => row.grain_key === entity) : rows;
  return (
    <>
      <PageHead title={t('menu')} about={t('about')} />
      <Flex wrap gap="middle" className={styles.controls}>
        <RangeBar range={range} zone={page.zone} onChange={page.setRange} />
        <Select<Grain>
          aria-label={t('grain_label')}
          className={styles.grain}
          value={grain}
          onChange={page.setGrain}
          options={GRAINS.map((value) => ({ value, label: t(`grain.${value}`) }))}
        />
      </Flex>
      <ProblemAlert error={answer.error} retry={answer.refetch} />
      <div className={styles.parts} data-trend={single}>
        <Card
          size="small"
          title={
            entity ? (
              <Flex gap="small" align="center">
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowLeftOutlined />}
                  aria-label={t('back')}
                  onClick={() => page.setEntity(null)}
                />
                {shown[0]?.name || entity}
              </Flex>
            ) : (
              t(`of.${grain}`)
            )
          }
        >
          {single ? (
            <IndicatorTable
              rows={shown}
              definitions={definitions}
              details={details}
              grain={grain}
              range={range}
              loading={answer.isFetching}
              trend={page.trend}
              onTrend={page.setTrend}
            />
          ) : (
            <EntityTable
              rows={rows}
              definitions={definitions}
              grain={grain}
              loading={answer.isFetching}
              onOpen={page.setEntity}
            />
          )}
        </Card>
        {single && (
          <TrendChart indicator={page.trend} grain={grain} entity={entity} instants={instants} />
        )}
      </div>
    </>
  );
}
