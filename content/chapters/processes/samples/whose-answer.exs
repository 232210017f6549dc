kitchen =
  spawn(fn ->
    receive do
      {waiter, roast_ref, roast} ->
        receive do
          {^waiter, soup_ref, soup} ->
            send(waiter, {soup_ref, "hot #{soup}"})
            send(waiter, {roast_ref, "hot #{roast}"})
        end
    end
  end)

table4 = make_ref()
table7 = make_ref()
send(kitchen, {self(), table4, "roast"})
send(kitchen, {self(), table7, "soup"})

receive do
  {^table4, plate} -> IO.puts("table 4 gets #{plate}")
end

receive do
  {^table7, plate} -> IO.puts("table 7 gets #{plate}")
end
