// Makes pages nicer; every page is complete without it.

// A Copy button beside each command.
for (const button of document.querySelectorAll(".cmd button[hidden]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const commands = [...button.closest(".cmd").querySelectorAll("pre")].map((pre) => pre.textContent);
    await navigator.clipboard.writeText(commands.join("\n"));
  });
}

// A second press on the same button changes nothing on the server; this only spares the wait.
document.addEventListener("submit", ({ target: form }) => {
  if (form.method !== "post") return;
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
});

document.querySelector(".note[role=alert]")?.focus();
