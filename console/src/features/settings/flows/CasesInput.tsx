// The cases of a branch: conditions that must all hold, in the order they are tried.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import type { Case } from './model';

const COMPARISONS = [
  'equal',
  'not_equal',
  'less',
  'at_most',
  'more',
  'at_least',
  'contains',
  'begins_with',
  'known',
  'unknown',
];
const NEW = { variable: '', compare: 'equal', value: '' };
type Condition = Case['all'][number];

interface LineProps {
  condition: Condition;
  variables: string[];
  onChange: (condition: Condition) => void;
  remove: () => void;
}

function ConditionLine({ condition, variables, onChange, remove }: LineProps) {
  const { t } = useTranslation('flows');
  const needsValue = condition.compare !== 'known' && condition.compare !== 'unknown';
  return (
    <Flex vertical gap={4}>
      <Flex gap={4}>
        <AutoComplete
          className={styles.grow}
          size="small"
          value={condition.variable}
          placeholder={t('variable')}
          aria-label={t('variable')}
          options={variables.map((value) => ({ value }))}
          onChange={(variable: string) => onChange({ ...condition, variable })}
        />
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('remove')}
          onClick={remove}
        />
      </Flex>
      <Flex gap={4}>
        <Select
          className={styles.grow}
          size="small"
          value={condition.compare}
          aria-label={t('comparison')}
          options={COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) }))}
          onChange={(compare: string) => onChange({ ...condition, compare })}
        />
        {needsValue && (
          <Input
            size="small"
            value={condition.value}
            aria-label={t('value')}
            onChange={(event) => onChange({ ...condition, value: event.target.value })}
          />
        )}
      </Flex>
    </Flex>
  );
}

interface Props {
  value: Case[];
  variables: string[];
  onChange: (value: Case[]) => void;
}

export function CasesInput({ value, variables, onChange }: Props) {
  const { t } = useTranslation('flows');
  const put = (at: number, all: Condition[]) =>
    onChange(value.map((one, place) => (place === at ? { ...one, all } : one)));
  return (
    <Flex vertical gap="small">
      {value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cases have no other name than their place
        <Flex vertical gap={6} key={at} className={styles.part}>
          <Flex justify="space-between" align="center">
            <strong>{t('case', { number: at + 1 })}</strong>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('remove')}
              onClick={() => onChange(value.filter((_, place) => place !== at))}
            />
          </Flex>
          {one.all.map((condition, place) => (
            <ConditionLine
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={place}
              condition={condition}
              variables={variables}
              onChange={(next) =>
                put(
                  at,
                  one.all.map((other, p) => (p === place ? next : other)),
                )
              }
              remove={() =>
                put(
                  at,
                  one.all.filter((_, p) => p !== place),
                )
              }
            />
          ))}
          <Button size="small" icon={<PlusOutlined />} onClick={() => put(at, [...one.all, NEW])}>
            {t('add_condition')}
          </Button>
        </Flex>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...value, { all: [NEW], next: '' }])}
      >
        {t('add_case')}
      </Button>
    </Flex>
  );
}
