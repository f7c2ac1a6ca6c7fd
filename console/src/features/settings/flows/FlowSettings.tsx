// What belongs to the flow as a whole, and what it did for callers lately.
import { Flex, Input, Select, Statistic, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useChoices } from '../useChoices';
import styles from './flows.module.css';
import type { FlowBody } from './model';
import { LANGUAGES } from './PromptsInput';
import { useFigures } from './requests';

interface Props {
  name: string;
  flow: FlowBody;
  mayChange: boolean;
  edit: (flow: FlowBody, of?: string) => void;
}

function FlowFigures({ name }: { name: string }) {
  const { t } = useTranslation('flows');
  const f = useFormat();
  const { data } = useFigures(name, 7);
  if (!data) return null;
  return (
    <>
      <div className={styles.label}>{t('figures.title')}</div>
      <Flex gap="large">
        <Statistic title={t('figures.contacts')} value={f.number(data.contacts)} />
        <Statistic title={t('figures.completion')} value={f.percent(data.completion)} />
      </Flex>
      {data.nodes.length > 0 && (
        <Table
          size="small"
          rowKey="node"
          dataSource={data.nodes}
          pagination={data.nodes.length > 20 ? { pageSize: 20 } : false}
          columns={[
            { dataIndex: 'node', title: t('figures.node') },
            { dataIndex: 'entered', title: t('figures.entered'), align: 'right' },
            { dataIndex: 'completed', title: t('figures.completed'), align: 'right' },
            { dataIndex: 'left', title: t('figures.left'), align: 'right' },
          ]}
        />
      )}
      {data.survey.map(({ question, answers, mean }) => (
        <div key={question}>
          <code>{question}</code> {t('figures.mean', { mean: f.number(mean, 1), count: answers })}
        </div>
      ))}
    </>
  );
}

export function FlowSettings({ name, flow, mayChange, edit }: Props) {
  const { t } = useTranslation('flows');
  const choices = useChoices();
  const seesFigures = useMay('settings.view');
  return (
    <fieldset disabled={!mayChange} className={styles.form}>
      <div>
        <div className={styles.label}>{t('flow_name')}</div>
        <Input
          value={flow.name}
          maxLength={200}
          aria-label={t('flow_name')}
          onChange={(event) => edit({ ...flow, name: event.target.value }, 'name')}
        />
      </div>
      <div>
        <div className={styles.label}>{t('own_language')}</div>
        <Select
          className={styles.wide}
          value={flow.language}
          aria-label={t('own_language')}
          options={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
          onChange={(language: string) => edit({ ...flow, language })}
        />
      </div>
      <div>
        <div className={styles.label}>{t('fallback_queue')}</div>
        <Select
          className={styles.wide}
          value={flow.fallback_queue || null}
          placeholder={t('choose')}
          aria-label={t('fallback_queue')}
          options={choices('queues')}
          onChange={(fallback_queue: string) => edit({ ...flow, fallback_queue })}
        />
        <div className={styles.help}>{t('fallback_help')}</div>
      </div>
      {seesFigures && <FlowFigures name={name} />}
    </fieldset>
  );
}
