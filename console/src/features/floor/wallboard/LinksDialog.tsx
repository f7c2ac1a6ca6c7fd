// Links for screens without a person: each shows this wallboard and nothing else, until taken back.
import { Alert, Button, Flex, Form, Input, List, Modal, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import type { Wallboard } from './model';
import { useLinks, useMakeLink, useTakeBack } from './requests';

export function LinksDialog({ board, onClose }: { board: Wallboard; onClose: () => void }) {
  const { t } = useTranslation('wallboards');
  const tell = useTell();
  const format = useFormat();
  const [form] = Form.useForm<{ name: string }>();
  const links = useLinks(board.id);
  const make = useMakeLink(board.id);
  const takeBack = useTakeBack(board.id);
  const made = make.data && `${location.origin}/screen#${make.data.token}`;
  return (
    <Modal
      open
      width={720}
      title={t('links_of', { name: board.name })}
      footer={null}
      onCancel={onClose}
    >
      <p>{t('links_help')}</p>
      <ProblemAlert error={links.error ?? make.error} retry={links.refetch} />
      {made && (
        <Alert
          type="success"
          title={t('link_once')}
          description={
            <Typography.Text copyable code aria-label={t('link')}>
              {made}
            </Typography.Text>
          }
        />
      )}
      <Form
        form={form}
        layout="inline"
        onFinish={({ name }) => make.mutate(name, { onSuccess: () => form.resetFields() })}
      >
        <Form.Item
          name="name"
          label={t('where')}
          rules={[{ required: true, message: t('need_where') }]}
        >
          <Input maxLength={200} placeholder={t('where_example')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t('make_link')}
        </Button>
      </Form>
      <List
        loading={links.isPending}
        dataSource={links.data ?? []}
        locale={{ emptyText: emptyText(t('no_links'), links.isPending) }}
        renderItem={(link) => (
          <List.Item
            actions={[
              <Popconfirm
                key="back"
                title={t('take_back_this', { name: link.name })}
                okText={t('take_back')}
                cancelText={t('common:cancel')}
                onConfirm={() => takeBack.mutateAsync(link.id).catch(tell.problem)}
              >
                <Button size="small" danger>
                  {t('take_back')}
                </Button>
              </Popconfirm>,
            ]}
          >
            <Flex vertical>
              <strong>{link.name}</strong>
              <Typography.Text type="secondary">
                {t('made_by', { by: link.created_by, at: format.dateTime(link.created_at) })}
                {' · '}
                {link.last_used_at
                  ? t('used', { at: format.dateTime(link.last_used_at) })
                  : t('unused')}
              </Typography.Text>
            </Flex>
          </List.Item>
        )}
      />
    </Modal>
  );
}
