# title: how a start by proc_lib may end
# pins: What is acknowledged is the result; an end before is the error, and its EXIT message is consumed; the reasons of exceptions are told as they are.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H
  def run do
    Process.flag(:trap_exit, true)
    r = fn f -> :proc_lib.start_link(:erlang, :apply, [f, []], 30) end
    me = self()
    t("ack", r.(fn -> :proc_lib.init_ack(me, {:ok, self(), :extra}) end) |> then(fn {:ok, p, x} -> {is_pid(p), x} end))
    t("exit", next())
    t("ack any", r.(fn -> :proc_lib.init_ack(:anything) end))
    t("exit", next())
    t("crash", r.(fn -> exit(:early) end))
    t("mail", flush(5))
    t("raise", r.(fn -> raise "early" end))
    t("normal", r.(fn -> :ok end))
    t("mail", flush(5))
    t("timeout", r.(fn -> Process.sleep(:infinity) end))
    t("mail", flush(5))
    t("ack error", r.(fn -> :proc_lib.init_ack({:error, :sorry}) end))
    t("mail", flush(5))
    s = fn f -> :proc_lib.start(:erlang, :apply, [f, []], 30) end
    t("start crash", s.(fn -> exit(:early) end))
    t("start timeout", s.(fn -> Process.sleep(:infinity) end))
    t("start trap timeout", s.(fn -> Process.flag(:trap_exit, true); Process.sleep(:infinity) end))
    t("start two acks", s.(fn -> :proc_lib.init_ack(me, 1); :proc_lib.init_ack(me, 2) end))
    t("mail", flush(5) |> Enum.map(fn {:ack, p, x} -> {is_pid(p), x}; o -> o end))
    {x, ref} = :proc_lib.start_monitor(:erlang, :apply, [fn -> :proc_lib.init_ack(me, :hi) end, []], 30)
    t("mon", {x, is_reference(ref), wait(ref)})
    {x, ref} = :proc_lib.start_monitor(:erlang, :apply, [fn -> exit(:mm) end, []], 30)
    t("mon fail", {x, is_reference(ref), wait(ref, 5)})
    p = :proc_lib.spawn_link(fn -> exit(:shutdown) end)
    t("spawn_link", next() == {:EXIT, p, :shutdown})
    p = :proc_lib.spawn_link(fn -> raise "x" end)
    {:EXIT, ^p, rr} = next()
    t("raise", rr)
    p = :proc_lib.spawn_link(fn -> throw(:ball) end)
    {:EXIT, ^p, rr} = next()
    t("throw", rr)
    p = spawn_link(fn -> throw(:ball) end)
    {:EXIT, ^p, rr} = next()
    t("plain throw", rr)
  end
end

H.go(Main)
