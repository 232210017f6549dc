/**
 * The one inline script of the site. It runs before the first paint: it applies the chosen theme, and marks that
 * JavaScript is there so that controls which need it can show. The content security policy allows it by its hash.
 */
export const THEME_KEY = "beamish:theme";

export const headScript =
  `(r=>{r.classList.add("js");try{let t=localStorage.getItem("${THEME_KEY}");` +
  `if(t=="light"||t=="dark")r.dataset.theme=t}catch{}})(document.documentElement)`;
