// Makes or changes one setting. Nothing typed is lost on a failed save or by leaving unasked.
import { Button, Drawer, Flex, Form, Input, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Item } from '@/api/centre';
import { Problem } from '@/api/problem';
import { fieldText } from '@/components/fieldText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLeaveGuard } from '@/components/useLeaveGuard';
import { useTell } from '@/components/useTell';
import { AgentPhone } from './AgentPhone';
import { fieldOfError, fromForm, slugOf, toForm } from './convert';
import { FormField, Line } from './FormField';
import { isSingle, type KindForm, type Values } from './fields';
import { useDeleteItem, usePutItem } from './requests/changeItem';
import { itemName } from './useChoices';

interface Props {
  form: KindForm;
  /** Null makes a new one. */
  item: Item | null;
  taken: string[];
  mayChange: boolean;
  language: string;
  onClose: () => void;
}

export function ItemEditor({ form, item, taken, mayChange, language, onClose }: Props) {
  const { t } = useTranslation('settings');
  const tell = useTell();
  const [fields] = Form.useForm<Values>();
  const values = Form.useWatch([], fields) ?? toForm(form, item);
  const [isDirty, setDirty] = useState(false);
  const put = usePutItem(form.kind);
  const remove = useDeleteItem(form.kind);
  const guard = useLeaveGuard(isDirty);
  const one = t(`kind.${form.kind}.one`);

  // Closing follows the save only once the form is clean, so that nobody is asked for nothing.
  useEffect(() => {
    if (put.isSuccess && !isDirty) onClose();
  }, [put.isSuccess, isDirty, onClose]);

  const showErrors = (error: unknown) => {
    const given = error instanceof Problem ? (error.details.errors ?? []) : [];
    const placed = given.flatMap((one) => {
      const name = fieldOfError(form, one.field);
      return name ? [{ name, errors: [fieldText(one, t)] }] : [];
    });
    if (placed.length === 0) return;
    fields.setFields(placed);
    fields.scrollToField(placed[0]?.name);
  };
  const save = (written: Values) => {
    const id = item?.id ?? String(written.id);
    put.mutate(
      { id, body: fromForm(form, written, item) },
      {
        onSuccess: () => {
          setDirty(false);
          tell.success(t('saved', { name: id }));
        },
        onError: showErrors,
      },
    );
  };
  const suggestId = (changed: Values) => {
    setDirty(true);
    const name = typeof changed.name === 'string' ? changed.name : undefined;
    if (item || name === undefined || form.kind === 'numbers') return;
    if (!fields.isFieldTouched('id')) fields.setFieldValue('id', slugOf(name));
  };
  const checkId = (_: unknown, id: unknown) => {
    if (!form.id.test(String(id ?? ''))) {
      return Promise.reject(new Error(t(form.kind === 'numbers' ? 'wrong_number' : 'wrong_id')));
    }
    return taken.includes(String(id)) ? Promise.reject(new Error(t('taken'))) : Promise.resolve();
  };
  return (
    <Drawer
      open
      size={820}
      title={item ? itemName(item, language) : t('add_kind', { one })}
      onClose={() => guard(onClose)}
      footer={
        mayChange && (
          <Flex justify="space-between">
            <Flex gap="small">
              <Button type="primary" loading={put.isPending} onClick={() => fields.submit()}>
                {t('common:save')}
              </Button>
              <Button onClick={() => guard(onClose)}>{t('common:cancel')}</Button>
            </Flex>
            {item && !isSingle(form) && (
              <Popconfirm
                title={t('delete_this', { name: itemName(item, language) })}
                description={t('delete_help')}
                okText={t('common:delete')}
                okButtonProps={{ danger: true }}
                cancelText={t('common:cancel')}
                onConfirm={() =>
                  remove.mutateAsync(item.id).then(() => {
                    tell.success(t('deleted', { name: item.id }));
                    onClose();
                  }, tell.problem)
                }
              >
                <Button danger loading={remove.isPending}>
                  {t('common:delete')}
                </Button>
              </Popconfirm>
            )}
          </Flex>
        )
      }
    >
      <ProblemAlert error={put.error} />
      {item && form.kind === 'agents' && <AgentPhone agent={item} mayChange={mayChange} />}
      <Form
        form={fields}
        layout="vertical"
        disabled={!mayChange}
        initialValues={toForm(form, item)}
        onValuesChange={suggestId}
        onFinish={save}
        scrollToFirstError
      >
        {!item && form.kind === 'numbers' && (
          <Line help={t('number_help')}>
            <Form.Item name="id" label={t('number')} required rules={[{ validator: checkId }]}>
              <Input inputMode="tel" />
            </Form.Item>
          </Line>
        )}
        {form.fields
          .filter((field) => !field.when || field.when(values))
          .map((field) => (
            <FormField key={field.name} form={form} field={field} />
          ))}
        {!item && form.kind !== 'numbers' && (
          <Line help={t('id_help')}>
            <Form.Item name="id" label={t('id')} required rules={[{ validator: checkId }]}>
              <Input maxLength={40} />
            </Form.Item>
          </Line>
        )}
      </Form>
    </Drawer>
  );
}
