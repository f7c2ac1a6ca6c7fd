// One field of a form: label above, help beside, the error below it.
import { Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from './FieldInput';
import type { Field, KindForm } from './fields';
import styles from './form.module.css';
import type { ScriptStep } from './inputs/ScriptInput';
import { areSpans } from './inputs/spans';

interface LineProps {
  help?: ReactNode;
  children: ReactNode;
}

/** A field with what explains it at its side. */
export function Line({ help, children }: LineProps) {
  return (
    <div className={styles.line}>
      <div>{children}</div>
      <div className={styles.help}>{help}</div>
    </div>
  );
}

type Check = { validator: (rule: unknown, value: unknown) => Promise<void> };

function useChecks(field: Field): Check[] {
  const { t } = useTranslation('settings');
  const check = (isWrong: (value: unknown) => boolean, text: string): Check => ({
    validator: (_, value) => (isWrong(value) ? Promise.reject(new Error(text)) : Promise.resolve()),
  });
  const checks: Check[] = [];
  const { required } = field;
  if (required) {
    const isEmpty = (value: unknown) =>
      field.type === 'names'
        ? Object.values((value ?? {}) as Record<string, string>).filter(Boolean).length < 3
        : value === undefined || value === null || String(value).trim() === '';
    checks.push(check(isEmpty, t(field.type === 'names' ? 'need_names' : 'need_value')));
  }
  if (field.type === 'script') {
    const isOpen = (value: unknown) =>
      ((value ?? []) as ScriptStep[]).some(({ title, text }) => !title.trim() || !text.trim());
    checks.push(check(isOpen, t('need_steps')));
  }
  if (field.type === 'text' && field.pattern) {
    const { pattern } = field;
    checks.push(check((value) => Boolean(value) && !pattern.test(String(value)), t('wrong_form')));
  }
  if ((field.type === 'whole' || field.type === 'seconds') && !field.optional) {
    checks.push(check((value) => typeof value !== 'number', t('need_value')));
  }
  if (field.type === 'words' && field.each) {
    const { each } = field;
    const isWrong = (value: unknown) => ((value ?? []) as string[]).some((one) => !each.test(one));
    checks.push(check(isWrong, t('wrong_form')));
  }
  if (field.type === 'said') {
    const count = (value: unknown) => Object.values((value ?? {}) as object).filter(Boolean).length;
    checks.push(check((value) => count(value) % 3 !== 0, t('need_words')));
  }
  if (field.type === 'week') {
    const days = (value: unknown) => Object.values((value ?? {}) as Record<string, string[]>);
    checks.push(check((value) => !days(value).every(areSpans), t('wrong_span')));
  }
  if (field.type === 'days') {
    const spans = (value: unknown) =>
      ((value ?? []) as { open?: string[] }[]).map(({ open }) => open ?? []);
    checks.push(check((value) => !spans(value).every(areSpans), t('wrong_span')));
  }
  return checks;
}

export function FormField({ form, field }: { form: KindForm; field: Field }) {
  const { t } = useTranslation('settings');
  const rules = useChecks(field);
  const key = `field.${form.kind}.${field.name}`;
  return (
    <Line help={t(`${key}.help`)}>
      <Form.Item
        name={field.name}
        label={t(`${key}.label`)}
        required={field.required ?? false}
        rules={rules}
        valuePropName={field.type === 'flag' ? 'checked' : 'value'}
      >
        <FieldInput form={form} field={field} />
      </Form.Item>
    </Line>
  );
}
