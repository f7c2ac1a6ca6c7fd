// The input that fits a field.
import { Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDefinitions } from '@/api/definitions';
import type { Field, KindForm } from './fields';
import { PairsInput } from './flows/PairsInput';
import { CallersInput } from './inputs/CallersInput';
import { HolidaysInput } from './inputs/HolidaysInput';
import styles from './inputs/inputs.module.css';
import { NamesInput } from './inputs/NamesInput';
import { PlacesInput } from './inputs/PlacesInput';
import { ProficiencyInput } from './inputs/ProficiencyInput';
import { ScriptInput } from './inputs/ScriptInput';
import { SpecialDaysInput } from './inputs/SpecialDaysInput';
import { StepsInput } from './inputs/StepsInput';
import { WeekInput } from './inputs/WeekInput';
import { useChoices } from './useChoices';

interface Props {
  form: KindForm;
  field: Field;
  /** Given by the form. */
  id?: string;
  value?: unknown;
  checked?: boolean;
  onChange?: (value: unknown) => void;
}

const ZONES = () =>
  Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));

export function FieldInput({ form, field, ...given }: Props) {
  const { t } = useTranslation('settings');
  const choices = useChoices();
  const definitions = useDefinitions(field.type.startsWith('indicator'));
  // The form hands over what fits the field; each input reads its own kind of value.
  // biome-ignore lint/suspicious/noExplicitAny: the value's type follows from the field's
  const bound = given as any;
  const search = { showSearch: { optionFilterProp: 'label' }, allowClear: !field.required };
  switch (field.type) {
    case 'text':
      return <Input {...bound} maxLength={field.most ?? 200} />;
    case 'names':
      return <NamesInput {...bound} />;
    case 'said':
      return <NamesInput {...bound} isLong />;
    case 'whole':
    case 'seconds':
      return (
        <InputNumber
          {...bound}
          className={styles.full}
          min={field.least}
          max={field.most}
          {...(field.type === 'whole' ? { precision: 0 } : { suffix: t('seconds') })}
          placeholder={field.optional ? t(field.empty ?? 'no_limit') : undefined}
        />
      );
    case 'number':
      return (
        <InputNumber
          {...bound}
          className={styles.full}
          min={field.least}
          max={field.most}
          placeholder={t(field.empty)}
        />
      );
    case 'places':
      return <PlacesInput {...bound} />;
    case 'indicator':
    case 'indicators':
      return (
        <Select
          {...bound}
          {...search}
          {...(field.type === 'indicators' ? { mode: 'multiple' as const } : {})}
          options={definitions.all.map(({ id }) => ({ value: id, label: definitions.name(id) }))}
        />
      );
    case 'flag':
      return <Switch {...bound} />;
    case 'choice':
      return (
        <Select
          {...bound}
          options={field.options.map((value) => ({
            value,
            label: t(`choice.${form.kind}.${field.name}.${value || 'any'}`),
          }))}
        />
      );
    case 'choices':
      return (
        <Select
          {...bound}
          mode="multiple"
          placeholder={t('all')}
          options={field.options.map((value) => ({
            value,
            label: t(`choice.${form.kind}.${field.name}.${value}`),
          }))}
        />
      );
    case 'one':
      return <Select {...bound} {...search} placeholder={t('none')} options={choices(field.of)} />;
    case 'several':
      return (
        <Select {...bound} mode="multiple" placeholder={t('all')} options={choices(field.of)} />
      );
    case 'pairs':
      return <PairsInput {...bound} hint="Bearer {secret:CRM}" />;
    case 'words':
      return (
        <Select
          {...bound}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ' ']}
        />
      );
    case 'script':
      return <ScriptInput {...bound} />;
    case 'zone':
      return <Select {...bound} {...search} placeholder={t('centre_zone')} options={ZONES()} />;
    case 'proficiency':
      return <ProficiencyInput {...bound} />;
    case 'callers':
      return <CallersInput {...bound} />;
    case 'steps':
      return <StepsInput {...bound} />;
    case 'week':
      return <WeekInput {...bound} />;
    case 'holidays':
      return <HolidaysInput {...bound} />;
    case 'days':
      return <SpecialDaysInput {...bound} />;
  }
}
