// What stands in place of a page that failed.
import { Button, Flex, Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

export function CrashPage(props: { error: unknown }) {
  const { t } = useTranslation('app');
  const text = props.error instanceof Error ? props.error.message : String(props.error);
  return (
    <Result
      status="error"
      title={t('crash.title')}
      subTitle={t('crash.todo')}
      extra={
        <Flex vertical align="center" gap="middle">
          <Button type="primary" onClick={() => location.reload()}>
            {t('crash.reload')}
          </Button>
          <Typography.Text type="secondary" copyable>
            {text}
          </Typography.Text>
        </Flex>
      }
    />
  );
}

/** The same for an address where there is nothing. */
export function NotFoundPage() {
  const { t } = useTranslation('app');
  return (
    <Result
      status="404"
      title={t('notFound.title')}
      subTitle={t('notFound.todo')}
      extra={
        <Button type="primary" href="/">
          {t('notFound.home')}
        </Button>
      }
    />
  );
}
