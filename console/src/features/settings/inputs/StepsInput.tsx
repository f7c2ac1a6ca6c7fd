// Rings that widen with the wait: after how long, and which skills are needed from then on.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, InputNumber, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './inputs.module.css';
import { ProficiencyInput } from './ProficiencyInput';

interface Step {
  after_ms: number;
  needs: Record<string, number>;
}

interface Props {
  value?: Step[];
  onChange?: (value: Step[]) => void;
}

export function StepsInput({ value = [], onChange }: Props) {
  const { t } = useTranslation('settings');
  const change = (index: number, part: Partial<Step>) =>
    onChange?.(value.map((step, at) => (at === index ? { ...step, ...part } : step)));
  const next_ms = (value.at(-1)?.after_ms ?? 0) + 30_000;
  return (
    <Flex vertical gap="small">
      {value.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity than its place
        <div key={index} className={styles.special}>
          <Flex justify="space-between" align="center" gap="small">
            <InputNumber
              addonBefore={t('step_after')}
              aria-label={`${t('step', { number: index + 1 })}: ${t('step_after')}`}
              min={1}
              max={86_400}
              value={step.after_ms / 1000}
              onChange={(seconds) => change(index, { after_ms: Math.round((seconds ?? 1) * 1000) })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('take_away', { name: t('step', { number: index + 1 }) })}
              onClick={() => onChange?.(value.filter((_, at) => at !== index))}
            />
          </Flex>
          <ProficiencyInput value={step.needs} onChange={(needs) => change(index, { needs })} />
          {Object.keys(step.needs).length === 0 && (
            <Typography.Text type="secondary">{t('step_anyone')}</Typography.Text>
          )}
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onChange?.([...value, { after_ms: next_ms, needs: {} }])}
      >
        {t('add_step')}
      </Button>
    </Flex>
  );
}
