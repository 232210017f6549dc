# title: a stream with tasks that fail
# pins: A consumer that traps exits gets {exit, reason} in place, with its input if asked; a plain one dies with a linked task, and not with one of async_stream_nolink.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    odd = fn x -> if rem(x, 2) == 0, do: exit({:even, x}), else: x end
    {_, m} = spawn_monitor(fn -> Task.async_stream([1, 2], odd) |> Enum.to_list() end)
    t("plain consumer", wait(m))
    {:ok, sup} = Task.Supervisor.start_link()
    t("nolink", Task.Supervisor.async_stream_nolink(sup, [1, 2, 3], odd) |> Enum.to_list())
    {_, m} = spawn_monitor(fn -> Task.Supervisor.async_stream(sup, [1, 2], odd) |> Enum.to_list() end)
    t("supervised", wait(m))
    t("left", Task.Supervisor.children(sup))
    Process.flag(:trap_exit, true)
    t("trapping", Task.async_stream([1, 2, 3], odd) |> Enum.to_list())
    t("zipped", Task.async_stream([1, 2, 3], odd, zip_input_on_exit: true) |> Enum.to_list())
    sleep = fn ms -> Process.sleep(ms) && ms end
    t("as they come", Task.async_stream([60, 1, 30], sleep, ordered: false, max_concurrency: 3) |> Enum.to_list())
    late = [timeout: 20, on_timeout: :kill_task, ordered: false, zip_input_on_exit: true]
    t("too late", Task.async_stream([500, 1], sleep, late) |> Enum.to_list())
    {_, m} = spawn_monitor(fn -> Task.Supervisor.async_stream(:nobody, [1], odd) |> Enum.to_list() end)
    t("no supervisor", wait(m))
    t("mailbox", flush(20))
  end
end

H.go(Main)
