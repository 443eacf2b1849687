import Tensors

print(TensorEngine.version)
