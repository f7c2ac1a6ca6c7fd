// The head of a page: its name, what it is about, and what can be done here.
import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import styles from './PageHead.module.css';

export function PageHead(props: { title: ReactNode; about?: ReactNode; extra?: ReactNode }) {
  return (
    <Flex className={styles.head} justify="space-between" align="center" gap="middle" wrap>
      <div>
        <Typography.Title level={1} className={styles.title}>
          {props.title}
        </Typography.Title>
        {props.about ? <Typography.Text type="secondary">{props.about}</Typography.Text> : null}
      </div>
      {props.extra ? <Flex gap="small">{props.extra}</Flex> : null}
    </Flex>
  );
}
