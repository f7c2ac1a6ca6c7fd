// Asks what a new key is for, what it may do, and how long.
import { Button, DatePicker, Drawer, Flex, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { instantOf } from '@/components/range/timeRange';
import { useSession } from '@/frame/session';
import { Line } from './FormField';
import { useMakeToken } from './requests/tokens';
import { SCOPES } from './roles';

interface Draft {
  name: string;
  scopes: string[];
  expires_at?: Dayjs | null;
}

interface Props {
  onMade: (secret: string) => void;
  onClose: () => void;
}

export function TokenMaker({ onMade, onClose }: Props) {
  const { t } = useTranslation('settings');
  const { permissions, tenant } = useSession();
  const [form] = Form.useForm<Draft>();
  const make = useMakeToken();
  const submit = ({ name, scopes, expires_at }: Draft) =>
    make.mutate(
      {
        name,
        scopes,
        expires_at: expires_at ? instantOf(expires_at.endOf('day'), tenant.zone) : null,
      },
      {
        onSuccess: ({ token }) => {
          onMade(token);
          onClose();
        },
      },
    );
  const need = { required: true, message: t('need_value') };
  return (
    <Drawer
      open
      size={720}
      title={t('token.make')}
      onClose={onClose}
      footer={
        <Flex gap="small">
          <Button type="primary" loading={make.isPending} onClick={() => form.submit()}>
            {t('token.make')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </Flex>
      }
    >
      <ProblemAlert error={make.error} />
      <Form<Draft> form={form} layout="vertical" onFinish={submit}>
        <Line help={t('token.name_help')}>
          <Form.Item name="name" label={t('token.name')} rules={[need]}>
            <Input maxLength={200} />
          </Form.Item>
        </Line>
        <Line help={t('token.scopes_help')}>
          <Form.Item name="scopes" label={t('token.scopes')} rules={[need]}>
            <Select
              mode="multiple"
              optionFilterProp="label"
              options={SCOPES.filter((scope) => permissions.includes(scope)).map((scope) => ({
                value: scope,
                label: t(`permission.${scope}`),
              }))}
            />
          </Form.Item>
        </Line>
        <Line help={t('token.expires_help')}>
          <Form.Item name="expires_at" label={t('token.expires')}>
            <DatePicker placeholder={t('token.never')} />
          </Form.Item>
        </Line>
      </Form>
    </Drawer>
  );
}
