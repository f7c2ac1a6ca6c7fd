// Makes or changes a person who logs in.
import { Button, Drawer, Flex, Form, Input, Select, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { fieldText } from '@/components/fieldText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLeaveGuard } from '@/components/useLeaveGuard';
import { useTell } from '@/components/useTell';
import { Line } from './FormField';
import { type User, type UserDraft, useSaveUser } from './requests/users';
import { ROLES } from './roles';
import { useChoices } from './useChoices';

const PASSWORD_LENGTH = 10;
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
  { value: 'zh-CN', label: '中文' },
];
const NAMES = [
  'login',
  'name',
  'email',
  'password',
  'roles',
  'agent_id',
  'language',
  'is_active',
] as const;

interface Props {
  user: User | null;
  onClose: () => void;
}

export function UserEditor({ user, onClose }: Props) {
  const { t } = useTranslation('settings');
  const tell = useTell();
  const [form] = Form.useForm<UserDraft>();
  const [isDirty, setDirty] = useState(false);
  const save = useSaveUser();
  const agents = useChoices()('agents');
  const guard = useLeaveGuard(isDirty);
  useEffect(() => {
    if (save.isSuccess && !isDirty) onClose();
  }, [save.isSuccess, isDirty, onClose]);
  const submit = ({ password, ...draft }: UserDraft) =>
    save.mutate(
      {
        id: user?.id ?? null,
        draft: { ...draft, agent_id: draft.agent_id ?? '', ...(password ? { password } : {}) },
      },
      {
        onSuccess: () => {
          setDirty(false);
          tell.success(t('saved', { name: draft.name ?? '' }));
        },
        onError: (error) => {
          const errors = error instanceof Problem ? (error.details.errors ?? []) : [];
          form.setFields(
            errors.flatMap((one) => {
              const name = NAMES.find((known) => one.field?.split('.').includes(known));
              return name ? [{ name, errors: [fieldText(one, t)] }] : [];
            }),
          );
        },
      },
    );
  const need = { required: true, message: t('need_value') };
  return (
    <Drawer
      open
      size={780}
      title={user?.name ?? t('new_user')}
      onClose={() => guard(onClose)}
      footer={
        <Flex gap="small">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('common:save')}
          </Button>
          <Button onClick={() => guard(onClose)}>{t('common:cancel')}</Button>
        </Flex>
      }
    >
      <ProblemAlert error={save.error} />
      <Form<UserDraft>
        form={form}
        layout="vertical"
        initialValues={
          user
            ? { ...user, agent_id: user.agent_id || undefined }
            : { roles: [], language: 'en', is_active: true }
        }
        onValuesChange={() => setDirty(true)}
        onFinish={submit}
        scrollToFirstError
      >
        <Line>
          <Form.Item name="name" label={t('user.name')} rules={[need]}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        </Line>
        <Line help={t('user.login_help')}>
          <Form.Item name="login" label={t('user.login')} rules={[need]}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
        </Line>
        <Line help={t('user.email_help')}>
          <Form.Item name="email" label={t('user.email')}>
            <Input maxLength={254} type="email" autoComplete="off" />
          </Form.Item>
        </Line>
        <Line help={t(user ? 'user.password_kept' : 'user.password_help')}>
          <Form.Item
            name="password"
            label={t('user.password')}
            rules={[
              ...(user ? [] : [need]),
              { min: PASSWORD_LENGTH, message: t('user.password_short') },
            ]}
          >
            <Input.Password maxLength={200} autoComplete="new-password" />
          </Form.Item>
        </Line>
        <Line help={t('user.roles_help')}>
          <Form.Item name="roles" label={t('user.roles')} rules={[need]}>
            <Select
              mode="multiple"
              optionFilterProp="label"
              options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            />
          </Form.Item>
        </Line>
        <Line help={t('user.agent_help')}>
          <Form.Item name="agent_id" label={t('user.agent')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={agents}
              placeholder={t('none')}
            />
          </Form.Item>
        </Line>
        <Line>
          <Form.Item name="language" label={t('user.language')}>
            <Select options={LANGUAGES} />
          </Form.Item>
        </Line>
        <Line help={t('user.active_help')}>
          <Form.Item name="is_active" label={t('user.active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </Line>
      </Form>
    </Drawer>
  );
}
