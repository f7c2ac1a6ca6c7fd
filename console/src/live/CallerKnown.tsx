// Who calls, as the centre's lists know it, and the rules that made the call come here.
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveContact } from '@/api/types';

const COLOURS: Readonly<Record<string, string>> = {
  vip: 'gold',
  complaint: 'warning',
  do_not_serve: 'error',
};

export function CallerKnown(props: { contact: LiveContact }) {
  const { t } = useTranslation('common');
  const { listed = [], caller_rules = [] } = props.contact;
  if (listed.length === 0 && caller_rules.length === 0) return null;
  return (
    <Flex vertical gap={2}>
      {listed.map((one) => (
        <Flex key={one.list_id} gap={4} wrap align="center">
          <Tag color={COLOURS[one.kind]}>{one.list_name}</Tag>
          <Typography.Text>{[one.name, one.note].filter(Boolean).join(' · ')}</Typography.Text>
        </Flex>
      ))}
      {caller_rules.length > 0 ? (
        <Typography.Text type="secondary">
          {t('byRule', { rules: caller_rules.join(', ') })}
        </Typography.Text>
      ) : null}
    </Flex>
  );
}
