// What is wrong with a file, each with its line.
import { Alert, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { lineOf } from './fileErrors';
import type { FileError } from './requests/centreFile';

export function FileErrors({ errors, yaml }: { errors: FileError[]; yaml: string }) {
  const { t } = useTranslation('settings');
  return (
    <Alert
      type="error"
      showIcon
      title={t('file.errors', { count: errors.length })}
      description={
        <Table<FileError>
          rowKey={(error) => `${error.line}:${error.column}:${error.message}`}
          size="small"
          pagination={false}
          dataSource={errors}
          columns={[
            {
              title: t('file.line'),
              width: 90,
              render: (_, { line, column }) =>
                line ? `${line}${column ? `:${column}` : ''}` : '–',
            },
            { title: t('file.what'), dataIndex: 'message' },
            {
              title: t('file.reads'),
              render: (_, { line }) => <code>{lineOf(yaml, line)}</code>,
            },
          ]}
        />
      }
    />
  );
}
