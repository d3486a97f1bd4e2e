import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { TicketPanel } from './ticket-panel';

void mount(readContext, (context) => <TicketPanel context={context} />);
