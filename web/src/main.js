import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';

// The name is there before any script has come.
const target = document.getElementById('app');
target.replaceChildren();
mount(App, { target });
