module example.com/vipmp

go 1.21
