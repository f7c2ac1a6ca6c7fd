// The tools of the editor; each is an action, so that it has a shortcut and stands in the palette.
import {
  ApartmentOutlined,
  ArrowLeftOutlined,
  CloudUploadOutlined,
  DeleteOutlined,
  PlusOutlined,
  RedoOutlined,
  SaveOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Flex, Popconfirm, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';
import { ICONS } from './FlowNodeCard';
import { KINDS } from './model';
import type { useFlowEditor } from './useFlowEditor';

interface Props {
  name: string;
  editor: ReturnType<typeof useFlowEditor>;
  errors: number;
  mayChange: boolean;
  isBusy: boolean;
  onAdd: (kind: string) => void;
  onArrange: () => void;
  onSave: () => void;
  onPublish: () => void;
  onDrop: () => void;
}

const GROUP = 'flows:group';

export function FlowTools(props: Props) {
  const { t } = useTranslation('flows');
  const { name, editor, errors, mayChange, isBusy, onAdd, onArrange, onSave, onPublish } = props;
  const tool = (id: string, rest: object) => ({
    id: `flow.${id}`,
    label: `flows:${id}`,
    group: GROUP,
    ...rest,
  });
  const common = { enabled: mayChange && !isBusy };
  useActions([
    {
      ...tool('undo', {}),
      icon: <UndoOutlined />,
      shortcut: 'mod+z',
      enabled: mayChange && editor.canUndo,
      run: editor.undo,
    },
    {
      ...tool('redo', {}),
      icon: <RedoOutlined />,
      shortcut: 'mod+y',
      enabled: mayChange && editor.canRedo,
      run: editor.redo,
    },
    {
      ...tool('arrange', {}),
      icon: <ApartmentOutlined />,
      shortcut: 'alt+l',
      enabled: mayChange,
      run: onArrange,
    },
    {
      ...tool('save', {}),
      icon: <SaveOutlined />,
      shortcut: 'mod+s',
      enabled: common.enabled && editor.isDirty,
      run: onSave,
    },
    {
      ...tool('publish', {}),
      icon: <CloudUploadOutlined />,
      enabled: common.enabled && errors === 0 && (editor.isDirty || editor.revision > 0),
      run: onPublish,
    },
    ...Object.keys(KINDS).map((kind) => ({
      ...tool(`add.${kind}`, {}),
      label: 'flows:add_kind',
      labelParams: { kind: t(`kind.${kind}`) },
      icon: ICONS[kind],
      enabled: mayChange,
      run: () => onAdd(kind),
    })),
  ]);
  const state = editor.isDirty ? 'unsaved' : editor.revision > 0 ? 'draft' : 'is_published';
  return (
    <Flex gap="small" align="center" wrap>
      <Link to="/settings/flows" aria-label={t('all_flows')}>
        <Button icon={<ArrowLeftOutlined />} tabIndex={-1} aria-hidden />
      </Link>
      <Typography.Title level={4} style={undefined}>
        {editor.flow.name || name}
      </Typography.Title>
      <Tag color={state === 'is_published' ? 'success' : 'processing'}>{t(state)}</Tag>
      {mayChange && (
        <>
          <Dropdown
            trigger={['click']}
            menu={{
              items: Object.keys(KINDS).map((kind) => ({
                key: kind,
                icon: ICONS[kind],
                label: t(`kind.${kind}`),
              })),
              onClick: ({ key }) => onAdd(key),
            }}
          >
            <Button icon={<PlusOutlined />}>{t('add_node')}</Button>
          </Dropdown>
          <ActionButton action="flow.undo" iconOnly />
          <ActionButton action="flow.redo" iconOnly />
          <ActionButton action="flow.arrange" iconOnly />
          <ActionButton action="flow.save" />
          <ActionButton action="flow.publish" type="primary" />
          {editor.revision > 0 && (
            <Popconfirm
              title={t('drop_this')}
              description={t('drop_help')}
              okText={t('drop')}
              onConfirm={props.onDrop}
            >
              <Button icon={<DeleteOutlined />}>{t('drop')}</Button>
            </Popconfirm>
          )}
        </>
      )}
    </Flex>
  );
}
