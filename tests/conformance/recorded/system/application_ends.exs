# title: applications that end, fail or need others
# pins: The state of an application that gives none is []; one that ended by itself no longer runs, but counts as started until it is stopped, so that an application without a module can be started over it and one with a module is refused (not_running); ensure_all_started starts it again; optional needs are not asked for; exit(normal) in start is an error of its own.
Code.require_file("../lib/h.exs", __DIR__)

defmodule App do
  import H

  def start(:normal, {name, what}) do
    t("start", name)
    what.()
  end

  def prep_stop(state), do: t("prep_stop", state) && state
  def stop(state), do: t("stop", state)
end

defmodule Main do
  import H

  def load(name, needs, opts \\ []) do
    mod = if what = opts[:start], do: [mod: {App, {name, what}}], else: []
    optional = Keyword.get(opts, :optional, [])
    :application.load({:application, name, [vsn: '1', applications: [:kernel | needs], optional_applications: optional] ++ mod})
  end

  def top(name), do: fn -> {:ok, spawn_link(fn -> top_loop(name) end)} end

  def top_loop(name) do
    Process.register(self(), name)
    receive do: ({:exit, reason} -> exit(reason))
  end

  def fell(name, reason) do
    send(until(fn -> Process.whereis(name) end), {:exit, reason})
    until(fn -> not running?(name) end)
  end

  def running?(name), do: List.keymember?(Application.started_applications(), name, 0)

  def run do
    load(:base, [], start: top(:base))
    load(:module, [:base], start: top(:module))
    load(:library, [:base])
    t("needs", Application.start(:module))
    t("library needs", Application.start(:library))
    t("all", Application.ensure_all_started(:library))
    Application.stop(:library)
    t("ended", fell(:base, :crash))
    t("library over it", Application.start(:library))
    t("module over it", Application.start(:module))
    t("ensure_started", Application.ensure_started(:module))
    t("all again", Application.ensure_all_started(:module))
    t("stop", Application.stop(:module))
    fell(:base, :normal)
    t("stop what has ended", Application.stop(:base))
    t("stop it again", Application.stop(:base))
    t("needs", Application.start(:module))
    t("library runs", running?(:library))

    load(:state, [], start: fn -> with {:ok, pid} <- top(:state).(), do: {:ok, pid, :kept} end)
    t("with state", {Application.start(:state), Application.stop(:state)})
    load(:picky, [:absent, :base], optional: [:absent, :base])
    t("optional", Application.start(:picky))
    load(:eager, [:absent, :base], optional: [:absent, :base], start: top(:eager))
    t("optional", Application.ensure_all_started(:eager))

    for {name, what} <- [normal: fn -> exit(:normal) end, bye: fn -> exit(:bye) end, no: fn -> {:error, :no} end, thrown: fn -> throw(:ball) end, none: fn -> :ignore end] do
      load(name, [], start: what)
      t("fails", Application.start(name))
      t("is not started", Application.stop(name))
    end

    load(:above, [:library, :bye])
    t("all or none", Application.ensure_all_started(:above))
    t("still there", {running?(:library), running?(:bye)})
  end
end

H.go(Main)
