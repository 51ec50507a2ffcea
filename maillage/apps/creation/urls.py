"""Addresses of the journey of a CPTS and of the portfolio of those who follow it."""


app_name = "creation"
urlpatterns: list[object] = []
