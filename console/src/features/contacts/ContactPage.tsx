// One contact on a page of its own.
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ContactView } from './ContactView';

export default function ContactPage() {
  const { t } = useTranslation('contacts');
  const { contactId = '' } = useParams();
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title={t('contact')}
        extra={
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('/contacts')}>
            {t('to_list')}
          </Button>
        }
      />
      <ContactView id={contactId} />
    </>
  );
}
