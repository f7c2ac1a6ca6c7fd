// One node on the canvas: its kind, its name, what it says or where it goes, and its ways out.
import {
  ApiOutlined,
  BranchesOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  CustomerServiceOutlined,
  EditOutlined,
  ExclamationCircleFilled,
  FlagFilled,
  FormOutlined,
  GlobalOutlined,
  MenuOutlined,
  NumberOutlined,
  PhoneOutlined,
  SoundOutlined,
  StopOutlined,
  TeamOutlined,
  UserOutlined,
  VideoCameraOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Handle, type NodeProps, Position, type Node as XNode } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { aboutNode } from './aboutNode';
import styles from './flows.module.css';
import type { Node } from './model';
import { waysOf } from './model';
import { useWayName } from './useWayName';

export type CardNode = XNode<
  { node: Node; isStart: boolean; mark: '' | 'error' | 'warning' },
  'card'
>;

export const ICONS: Record<string, ReactNode> = {
  play: <SoundOutlined />,
  say: <CommentOutlined />,
  menu: <MenuOutlined />,
  collect: <NumberOutlined />,
  language: <GlobalOutlined />,
  hours: <ClockCircleOutlined />,
  branch: <BranchesOutlined />,
  set: <EditOutlined />,
  http: <ApiOutlined />,
  customer: <UserOutlined />,
  survey: <FormOutlined />,
  queue: <TeamOutlined />,
  transfer: <PhoneOutlined />,
  voicemail: <CustomerServiceOutlined />,
  callback: <PhoneOutlined />,
  recording: <VideoCameraOutlined />,
  end: <StopOutlined />,
};

const MARKS = {
  error: <ExclamationCircleFilled className={styles.error} />,
  warning: <WarningFilled className={styles.warning} />,
  '': null,
};

export const FlowNodeCard = memo(function FlowNodeCard({
  id,
  data,
  selected,
}: NodeProps<CardNode>) {
  const { t } = useTranslation('flows');
  const wayName = useWayName();
  const { node, isStart, mark } = data;
  const tone = mark ? styles[`is_${mark}`] : '';
  return (
    <div className={[styles.card, selected ? styles.chosen : '', tone].join(' ')}>
      <Handle type="target" position={Position.Left} className={styles.in} />
      <div className={styles.cardHead}>
        <span className={styles.kind}>{ICONS[node.kind]}</span>
        <span className={styles.kindName}>
          {t(`kind.${node.kind}`, { defaultValue: node.kind })}
        </span>
        {Boolean(node.task_completed) && <CheckCircleOutlined title={t('field.task_completed')} />}
        {isStart && <FlagFilled title={t('starts_here')} className={styles.start} />}
        {MARKS[mark]}
      </div>
      <div className={styles.cardName}>{id}</div>
      <div className={styles.cardAbout}>{aboutNode(node)}</div>
      {waysOf(node).map(({ way, target }) => (
        <div key={way} className={target ? styles.way : styles.openWay}>
          {wayName(way)}
          <Handle type="source" id={way} position={Position.Right} className={styles.out} />
        </div>
      ))}
    </div>
  );
});
