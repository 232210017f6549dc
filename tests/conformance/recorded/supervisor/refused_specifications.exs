# title: what init may not return
# pins: Bad flags end the start with supervisor_data, bad child specifications with start_spec, each with the reason of the first check that failed; a template is exactly one.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Raw do
  def init(x), do: x
end

defmodule Main do
  import H

  def run do
    Process.flag(:trap_exit, true)

    try_flags = fn flags ->
      t("flags", :supervisor.start_link(Raw, {:ok, {flags, []}}))
      flush(10)
    end

    for flags <- [%{strategy: :none}, %{intensity: -1}, %{period: 0}, %{strategy: :simple_one_for_one}],
        do: try_flags.(flags)

    try_child = fn flags, child ->
      t("child", :supervisor.start_link(Raw, {:ok, {flags, [child]}}))
      flush(10)
    end

    for options <- [[restart: :x], [shutdown: -1], [type: :x], [significant: :x], [significant: true]],
        do: try_child.(%{}, Kid.spec(:a, options))

    try_child.(%{auto_shutdown: :any_significant}, Kid.spec(:a, significant: true))
    try_child.(%{}, %{id: :a})
    try_child.(%{}, :no_spec)
    for other <- [:odd, {:ok, :odd}, :ignore], do: t("init", :supervisor.start_link(Raw, other))
  end
end

H.go(Main)
