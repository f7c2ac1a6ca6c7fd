// Stands for a moment while the code of the first page is fetched.
import { Flex, Spin } from 'antd';
import styles from './Gate.module.css';

export function Loading() {
  return (
    <Flex className={styles.waiting} align="center" justify="center">
      <Spin size="large" />
    </Flex>
  );
}
