// Every version there was: who made it and when, how it differs from the page, and a way back to it.
import { Button, Collapse, Empty, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { Difference } from '../Difference';
import styles from './flows.module.css';
import { bodyOf, type FlowBody } from './model';
import { useVersions, type Version } from './requests';

interface Props {
  name: string;
  flow: FlowBody;
  based: number;
  mayChange: boolean;
  take: (flow: FlowBody) => void;
}

/** Where nodes stand on the canvas is no difference to a caller. */
function told(body: FlowBody): Record<string, unknown> {
  const { layout: _, ...rest } = body;
  return rest;
}

function VersionBody(props: { version: Version } & Omit<Props, 'name' | 'based'>) {
  const { t } = useTranslation('flows');
  const { version, flow, mayChange, take } = props;
  if (!version.body) return <Typography.Text type="secondary">{t('was_deleted')}</Typography.Text>;
  const body = bodyOf(version.body);
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('difference_help')}</Typography.Text>
      <Difference before={told(body)} after={told(flow)} />
      {mayChange && (
        <Button size="small" onClick={() => take(body)}>
          {t('take_version', { version: version.version })}
        </Button>
      )}
    </Flex>
  );
}

export function VersionList({ name, based, ...rest }: Props) {
  const { t } = useTranslation('flows');
  const f = useFormat();
  const versions = useVersions(name);
  const items = versions.data?.items ?? [];
  return (
    <div className={styles.versions}>
      <ProblemAlert error={versions.error} retry={versions.refetch} />
      {items.length === 0 && !versions.isPending && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('no_versions')} />
      )}
      <Collapse
        size="small"
        ghost
        items={items.map((version) => ({
          key: version.version,
          label: (
            <Flex gap="small" align="baseline" wrap>
              <strong>{t('version', { version: version.version })}</strong>
              {version.version === based && <Tag color="success">{t('is_published')}</Tag>}
              <Typography.Text type="secondary">
                {f.dateTime(version.changed_at)} · {version.author_name}
              </Typography.Text>
            </Flex>
          ),
          children: <VersionBody version={version} {...rest} />,
        }))}
      />
    </div>
  );
}
