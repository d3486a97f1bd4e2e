import '../components/in-dialog.css';
import { mount } from '../components/page';
import { readContext } from '../forge/context';
import { GateRuleForm } from './gate-rule-form';
import { storedRule } from './stored-rule';

void mount(readContext, (context) => <GateRuleForm initial={storedRule(context)} />);
