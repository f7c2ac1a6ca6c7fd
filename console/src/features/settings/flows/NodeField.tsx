// One field of a node, by its description.
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProficiencyInput } from '../inputs/ProficiencyInput';
import { useChoices } from '../useChoices';
import { CasesInput } from './CasesInput';
import styles from './flows.module.css';
import type { FieldSpec } from './forms';
import { KeysInput } from './KeysInput';
import { type Case, type FlowBody, type Node, variablesOf } from './model';
import { PairsInput } from './PairsInput';
import { type Prompt, PromptsInput, TextsInput } from './PromptsInput';
import { QuestionsInput } from './QuestionsInput';

interface Props {
  flow: FlowBody;
  node: Node;
  field: FieldSpec;
  put: (value: unknown) => void;
}

type Pairs = Record<string, string>;

export function NodeField({ flow, node, field, put }: Props) {
  const { t } = useTranslation('flows');
  const choices = useChoices();
  const value = node[field.name];
  const label = t(`field.${field.name}`);
  switch (field.type) {
    case 'prompts':
      return <PromptsInput value={(value ?? []) as Prompt[]} onChange={put} />;
    case 'texts':
      return <TextsInput value={(value ?? {}) as Pairs} onChange={put} />;
    case 'keys':
      return (
        <KeysInput
          value={(value ?? {}) as Pairs}
          onChange={put}
          to={field.to}
          nodes={Object.keys(flow.nodes)}
        />
      );
    case 'cases':
      return (
        <CasesInput value={(value ?? []) as Case[]} variables={variablesOf(flow)} onChange={put} />
      );
    case 'pairs':
      return (
        <PairsInput
          value={(value ?? {}) as Pairs}
          onChange={put}
          hint={field.name === 'answer' ? 'order.state' : '{variable}'}
        />
      );
    case 'questions':
      return <QuestionsInput value={(value ?? []) as never} onChange={put} />;
    case 'needs':
      return <ProficiencyInput value={(value ?? {}) as Record<string, number>} onChange={put} />;
    case 'flag':
      return (
        <Checkbox checked={Boolean(value)} onChange={(event) => put(event.target.checked)}>
          {label}
        </Checkbox>
      );
    case 'whole':
      return (
        <InputNumber<number>
          size="small"
          min={field.least}
          max={field.most}
          precision={0}
          aria-label={label}
          value={(value as number | null) ?? field.fallback ?? null}
          onChange={(next) => put(next ?? field.fallback ?? null)}
        />
      );
    case 'seconds':
      return (
        <InputNumber<number>
          size="small"
          min={0.5}
          max={60}
          step={0.5}
          aria-label={label}
          suffix={t('seconds')}
          value={((value as number | undefined) ?? field.fallback) / 1000}
          onChange={(next) => put(Math.round((next ?? field.fallback / 1000) * 1000))}
        />
      );
    case 'choice':
    case 'item': {
      const options =
        field.type === 'item'
          ? choices(field.of)
          : field.options.map((one) => ({
              value: one,
              label: t(`option.${one || 'none'}`, { defaultValue: one }),
            }));
      const now = (value as string | undefined) ?? (field.type === 'choice' ? field.fallback : '');
      return (
        <Select
          className={styles.wide}
          size="small"
          showSearch={{ optionFilterProp: 'label' }}
          value={field.type === 'item' ? now || null : now}
          placeholder={t('choose')}
          aria-label={label}
          options={options}
          onChange={put}
        />
      );
    }
    default:
      return (
        <Input
          size="small"
          className={field.mono ? styles.mono : ''}
          value={String(value ?? '')}
          aria-label={label}
          onChange={(event) => put(event.target.value)}
        />
      );
  }
}
