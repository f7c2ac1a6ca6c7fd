// What a person enters into a SIP phone of their own.
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Card, Descriptions, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneCredentials } from '@/api/desk';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useOwn } from '@/live/useOwn';

export function SipPhoneCard() {
  const { t } = useTranslation('desk');
  const { agent } = useOwn();
  const [open, setOpen] = useState(false);
  const credentials = useQuery({
    queryKey: ['phone-credentials'],
    queryFn: phoneCredentials,
    enabled: open,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const copied = (text: string) => <Typography.Text copyable>{text}</Typography.Text>;
  const found = credentials.data;
  return (
    <Card title={t('sip.title')} size="small">
      <Flex vertical gap="small">
        <Badge
          status={agent?.reachable ? 'success' : 'error'}
          text={agent?.reachable ? t('sip.registered') : t('sip.unregistered')}
        />
        <ProblemAlert error={credentials.error} retry={credentials.refetch} />
        {found ? (
          <Descriptions
            size="small"
            column={1}
            items={[
              { key: 'server', label: t('sip.server'), children: copied(found.server) },
              { key: 'user', label: t('sip.user'), children: copied(found.user) },
              { key: 'secret', label: t('sip.secret'), children: copied(found.secret) },
              { key: 'uri', label: t('sip.uri'), children: copied(found.sip_uri) },
              { key: 'realm', label: t('sip.realm'), children: copied(found.realm) },
            ]}
          />
        ) : (
          <Button loading={credentials.isFetching} onClick={() => setOpen(true)}>
            {t('sip.show')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}
