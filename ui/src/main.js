import "./components/shell.js";
